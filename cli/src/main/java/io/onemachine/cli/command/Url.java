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

/** {@code docker-machine url}. */
final class Url implements Command {
    @Override
    public String description() {
        return """
                Prints the URL of a machine's engine.

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
            invocation.print(JsonFormat.line(json, machine.name(), "url", machine.url()));
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
        return ExitCode.SUCCESS.number();
    }
}
