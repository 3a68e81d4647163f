package io.onemachine.cli.command;

import io.onemachine.machine.Machine;
import io.onemachine.machine.Machines;
import io.onemachine.machine.error.MachineException;

/** {@code docker-machine status}. */
final class Status implements Command {
    @Override
    public String description() {
        return """
                Prints the state of a machine: Running, Paused, Saved, Stopped, Stopping, Starting or Error.

                Arguments: the name of a machine; without it the machine called "default".""";
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        Machines machines = invocation.machines();
        String target = invocation.target(machines);
        try (Machine machine = machines.load(target)) {
            invocation.print(stateOf(machine));
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
        return ExitCode.SUCCESS.number();
    }

    private static String stateOf(Machine machine) throws CommandFailure {
        try {
            return machine.state().label();
        } catch (MachineException e) {
            throw CommandFailure.of("error getting state for host " + machine.name() + ": ", e);
        }
    }
}
