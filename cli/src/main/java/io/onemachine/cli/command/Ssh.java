package io.onemachine.cli.command;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.RunningHost;
import io.onemachine.cli.spec.Operands;
import io.onemachine.machine.Machine;
import io.onemachine.machine.Machines;
import io.onemachine.machine.error.SshConnectionLostException;
import io.onemachine.machine.error.SshUnavailableException;
import io.onemachine.machine.ssh.SshArguments;
import io.onemachine.machine.ssh.SshClient;
import java.util.ArrayList;
import java.util.List;

/** {@code docker-machine ssh}. */
final class Ssh implements Command {
    @Override
    public String description() {
        return """
                Logs in to a machine, or runs a command there and returns its exit code; 255 when the connection failed.

                Arguments: the name of a machine, options for ssh before or after it, and the command; without a name
                the machine called "default".""";
    }

    @Override
    public boolean forwardsOptions() {
        return true;
    }

    @Override
    public Operands operands() {
        return Operands.MACHINE_AND_COMMAND;
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        List<String> words = invocation.arguments();
        int nameAt = SshArguments.leadingOptions(words);
        boolean named = nameAt < words.size();
        Machines machines = invocation.machines();
        String name = named ? words.get(nameAt) : Invocation.defaultMachine(machines);
        List<String> rest = new ArrayList<>(words.subList(0, nameAt));
        rest.remove("--"); // ended the options before the name
        rest.addAll(words.subList(named ? nameAt + 1 : nameAt, words.size()));
        try (Machine machine = machines.load(name)) {
            RunningHost.requireRunning(machine, "run SSH command");
            try (SshClient client = machine.ssh()) {
                return client.attach(rest);
            }
        } catch (SshUnavailableException | SshConnectionLostException e) {
            throw CommandFailure.of(e).returning(ExitCode.SSH_FAILED);
        }
    }
}
