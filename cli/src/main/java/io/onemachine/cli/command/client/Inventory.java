package io.onemachine.cli.command.client;

import com.google.gson.JsonObject;
import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.machine.Machine;
import io.onemachine.machine.Machines;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.json.GoJson;
import io.onemachine.machine.listing.MachineLogin;
import java.util.List;

/** {@code docker-machine inventory}. */
public final class Inventory implements Command {
    private static final String LIST = "list";
    private static final String HOST = "host";

    @Override
    public String description() {
        return """
                Prints the machines as a dynamic inventory of Ansible, in the protocol of its inventory scripts: running
                machines that can be logged in to, in the groups docker_machine, driver_NAME and label_KEY_VALUE. Where the
                state of a machine cannot be found out, it is listed with its last address, with a note on standard error.""";
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                Flag.bool(LIST, "Print all groups and variables; the same without an option"),
                Flag.text(HOST, "Print the variables of this machine"));
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        String host = invocation.flags().text(HOST);
        if (!invocation.arguments().isEmpty()) {
            throw CommandFailure.ofUsage("Error: Too many arguments given");
        }
        if (!host.isEmpty() && invocation.flags().on(LIST)) {
            throw CommandFailure.ofUsage("Error: --" + LIST + " and --" + HOST + " exclude each other");
        }
        Machines machines = invocation.machines();
        try (StoredLogins logins = new StoredLogins(invocation)) {
            if (host.isEmpty()) {
                logins.loadAll(machines);
            } else {
                logins.load(machines, host);
            }
            AnsibleInventory inventory = inventory(logins);
            JsonObject result = host.isEmpty() ? inventory.list() : inventory.host(host);
            invocation.print(GoJson.indented(result));
            return ExitCode.SUCCESS.number();
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
    }

    private static AnsibleInventory inventory(StoredLogins logins) {
        AnsibleInventory inventory = new AnsibleInventory();
        List<MachineLogin> found = logins.logins();
        for (int i = 0; i < found.size(); i++) {
            Machine machine = logins.machines().get(i);
            MachineLogin login = found.get(i);
            boolean unknown =
                    login.state() == MachineState.NONE && !login.problem().isEmpty();
            if (login.target().isEmpty()) {
                noteMissing(machine, login, logins);
            } else if (login.state() == MachineState.RUNNING || unknown) {
                add(machine, login, inventory, logins);
            }
        }
        return inventory;
    }

    /** Reports a machine that is left out, unless it is one that is never in the inventory: it is off, or has no host to log in to. */
    private static void noteMissing(Machine machine, MachineLogin login, StoredLogins logins) {
        if (!login.state().isOff() && login.hasHost()) {
            logins.note(machine.name(), login.problem() + ": \"" + machine.name() + "\" is left out");
        }
    }

    private static void add(Machine machine, MachineLogin login, AnsibleInventory inventory, StoredLogins logins) {
        try {
            inventory.add(machine, login);
        } catch (UnwritableException | MachineException e) {
            logins.note(machine.name(), e.getMessage() + ": \"" + machine.name() + "\" is left out");
            return;
        }
        if (!login.problem().isEmpty()) {
            logins.note(
                    machine.name(), login.problem() + ": \"" + machine.name() + "\" is listed with its last address");
        }
    }
}
