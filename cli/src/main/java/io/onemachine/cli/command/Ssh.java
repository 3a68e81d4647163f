package io.onemachine.cli.command;

import io.onemachine.machine.Machine;
import io.onemachine.machine.Machines;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.ssh.SshClient;
import java.util.List;

/** {@code docker-machine ssh}. */
final class Ssh implements Command {
    @Override
    public String description() {
        return """
                Logs in to a machine, or runs a command there and returns its exit code; 255 when the connection failed.

                Arguments: the name of a machine, then options for ssh and the command; without a name the machine
                called "default".""";
    }

    @Override
    public boolean passesFlagsOn() {
        return true;
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        Machines machines = invocation.machines();
        String target = invocation.targets(machines).get(0);
        List<String> words = invocation.arguments();
        List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
        try (Machine machine = machines.load(target)) {
            if (machine.state() != MachineState.RUNNING) {
                throw new CommandFailure("Error: Cannot run SSH command: Host \"" + target + "\" is not running");
            }
            try (SshClient client = machine.ssh()) {
                return client.attach(rest);
            }
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
    }
}
