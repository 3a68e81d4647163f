package io.onemachine.cli.command.client;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.onemachine.machine.Machine;
import io.onemachine.machine.json.GoJsonReader;
import io.onemachine.machine.json.MalformedJsonException;
import io.onemachine.machine.json.SecretValues;
import io.onemachine.machine.listing.MachineLogin;
import io.onemachine.machine.ssh.SshTarget;
import java.util.Map;
import java.util.TreeMap;

/**
 * An inventory of Ansible. A host has the variables that Ansible's inventory plugin {@code docker_machine} sets, so that playbooks for
 * that work unchanged, and {@code ansible_ssh_common_args} with the check of the pinned host key.
 */
final class AnsibleInventory {
    private static final String ALL = "docker_machine";

    private final Map<String, JsonArray> groups = new TreeMap<>();
    private final JsonObject hosts = new JsonObject();

    AnsibleInventory() {
        groups.put(ALL, new JsonArray());
    }

    /** Adds a machine that has a login. */
    void add(Machine machine, MachineLogin login) throws UnwritableException {
        hosts.add(machine.name(), variables(machine, login));
        join(ALL, machine.name());
        join("driver_" + machine.driverName(), machine.name());
        for (String label : machine.options().engine().labels()) {
            join("label_" + label, machine.name());
        }
    }

    /** Adds a host to a group; Ansible wants names of groups to be identifiers. */
    private void join(String group, String host) {
        JsonArray members = groups.computeIfAbsent(group.replaceAll("[^A-Za-z0-9_]", "_"), name -> new JsonArray());
        boolean member = !members.isEmpty()
                && members.get(members.size() - 1).getAsString().equals(host);
        if (!member) {
            members.add(host);
        }
    }

    private static JsonObject variables(Machine machine, MachineLogin login) throws UnwritableException {
        SshTarget target = login.target().orElseThrow();
        JsonObject variables = new JsonObject();
        variables.addProperty("ansible_host", target.host());
        variables.addProperty("ansible_port", target.port());
        if (!target.user().isEmpty()) {
            variables.addProperty("ansible_user", target.user());
        }
        if (target.keyFile().isPresent()) {
            variables.addProperty(
                    "ansible_ssh_private_key_file", target.keyFile().get().toString());
        }
        String arguments = commonArguments(target);
        if (!arguments.isEmpty()) {
            variables.addProperty("ansible_ssh_common_args", arguments);
        }
        if (!login.url().isEmpty()) {
            variables.addProperty("dm_DOCKER_TLS_VERIFY", "1");
            variables.addProperty("dm_DOCKER_HOST", login.url());
            variables.addProperty("dm_DOCKER_CERT_PATH", machine.directory().toString());
            variables.addProperty("dm_DOCKER_MACHINE_NAME", machine.name());
        }
        variables.add("docker_machine_node_attributes", attributes(machine));
        return variables;
    }

    /** Returns the options of ssh as one text, which Ansible splits as a shell does. */
    private static String commonArguments(SshTarget target) throws UnwritableException {
        StringBuilder arguments = new StringBuilder();
        for (String option : HostBlock.options(target)) {
            boolean plain = option.matches("[A-Za-z0-9_./+:@,=-]+");
            arguments.append(arguments.isEmpty() ? "-o " : " -o ");
            arguments.append(plain ? option : "'" + option.replace("'", "'\"'\"'") + "'");
        }
        return arguments.toString();
    }

    /** Returns what {@code inspect} prints: without secrets. */
    private static JsonObject attributes(Machine machine) {
        try {
            return SecretValues.masked(GoJsonReader.readObject(machine.configJson()));
        } catch (MalformedJsonException e) {
            throw new IllegalStateException(e); // the library wrote it
        }
    }

    /** Returns the answer to {@code --list}. */
    JsonObject list() {
        JsonObject variables = new JsonObject();
        variables.add("hostvars", hosts);
        JsonObject list = new JsonObject();
        list.add("_meta", variables);
        groups.forEach((name, members) -> {
            JsonObject group = new JsonObject();
            group.add("hosts", members);
            list.add(name, group);
        });
        return list;
    }

    /** Returns the answer to {@code --host}: no variables for a host that is not in the inventory. */
    JsonObject host(String name) {
        return hosts.get(name) instanceof JsonObject variables ? variables : new JsonObject();
    }
}
