package io.onemachine.e2e.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ansible's inventory plugin {@code community.docker.docker_machine}, with its options as they are when none is given.
 *
 * @param computer where it runs
 */
record AnsibleInventory(UserEnvironment computer) {

    /** How it finds variables in lines of any kind, comments too. */
    static final Pattern VARIABLE = Pattern.compile("(DOCKER_[^=]+)=\"([^\"]+)\"");

    /** What it knows of a machine, by its variables' names. */
    Map<String, Map<String, String>> hosts() {
        return hosts("ls", "-q", "--filter", "state=Running");
    }

    /** The same with {@code running_required: false}. */
    Map<String, Map<String, String>> hostsInAnyState() {
        return hosts("ls", "-q");
    }

    private Map<String, Map<String, String>> hosts(String... list) {
        Map<String, Map<String, String>> hosts = new LinkedHashMap<>();
        for (String name : linesOf(computer.dockerMachine(list).succeeds().stdout())) {
            String machine = computer.dockerMachine("inspect", name).succeeds().stdout();
            JsonObject driver = new Gson().fromJson(machine, JsonObject.class).getAsJsonObject("Driver");
            // A key that is missing ends the whole inventory.
            assertThat(driver.keySet()).contains("MachineName", "IPAddress", "SSHPort", "SSHUser", "SSHKeyPath");
            Map<String, String> variables = variables(driver.get("MachineName").getAsString());
            if (variables.isEmpty()) {
                continue; // daemon_env: require
            }
            String address = driver.get("IPAddress").getAsString();
            variables.put(
                    "ansible_host",
                    address.isEmpty()
                            ? computer.dockerMachine("ip", name)
                                    .succeeds()
                                    .stdout()
                                    .strip()
                            : address);
            variables.put("ansible_port", driver.get("SSHPort").getAsString());
            variables.put("ansible_user", driver.get("SSHUser").getAsString());
            variables.put(
                    "ansible_ssh_private_key_file", driver.get("SSHKeyPath").getAsString());
            hosts.put(name, variables);
        }
        return hosts;
    }

    private Map<String, String> variables(String name) {
        Map<String, String> variables = new LinkedHashMap<>();
        Outcome outcome = computer.dockerMachine("env", "--shell=sh", name);
        if (outcome.exitCode() == 0) {
            for (String line : linesOf(outcome.stdout())) {
                Matcher matcher = VARIABLE.matcher(line);
                if (matcher.find()) {
                    assertThat(variables.put("dm_" + matcher.group(1), matcher.group(2)))
                            .as("a second value of %s", matcher.group(1))
                            .isNull();
                }
            }
        }
        return variables;
    }

    private static List<String> linesOf(String text) {
        return text.strip().lines().toList();
    }
}
