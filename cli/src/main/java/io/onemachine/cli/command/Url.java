package io.onemachine.cli.command;

import io.onemachine.machine.Machine;
import io.onemachine.machine.Machines;
import io.onemachine.machine.error.MachineException;

/** {@code docker-machine url}. */
final class Url implements Command {
    @Override
    public String description() {
        return """
                Prints the URL of a machine's engine.

                Arguments: the name of a machine; without it the machine called "default".""";
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        Machines machines = invocation.machines();
        String target = invocation.target(machines);
        try (Machine machine = machines.load(target)) {
            invocation.print(machine.url());
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
        return ExitCode.SUCCESS.number();
    }
}
