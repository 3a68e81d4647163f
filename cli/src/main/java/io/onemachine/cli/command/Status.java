package io.onemachine.cli.command;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.JsonFormat;
import io.onemachine.cli.spec.Operands;
import io.onemachine.machine.Machine;
import io.onemachine.machine.Machines;
import io.onemachine.machine.error.MachineException;
import java.util.List;

/** {@code docker-machine status}. */
final class Status implements Command {
    @Override
    public String description() {
        return """
                Prints the state of a machine: Running, Paused, Saved, Stopped, Stopping, Starting or Error.

                Arguments: the name of a machine; without it the machine called "default".""";
    }

    @Override
    public Operands operands() {
        return Operands.MACHINE;
    }

    @Override
    public List<Flag> flags() {
        return List.of(JsonFormat.flag());
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        boolean json = JsonFormat.wanted(invocation);
        Machines machines = invocation.machines();
        String target = invocation.target(machines);
        try (Machine machine = machines.load(target)) {
            invocation.print(JsonFormat.line(json, machine.name(), "state", stateOf(machine)));
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
