package io.onemachine.cli.command.fleet;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.spec.Operands;
import io.onemachine.fleet.file.FleetWriter;
import io.onemachine.fleet.plan.PresentSettings;
import io.onemachine.machine.Machines;
import io.onemachine.machine.error.MachineException;
import java.util.List;

/** {@code docker-machine fleet export}. */
public final class FleetExport implements Command {
    private static final String NAME = "name";

    @Override
    public String description() {
        return """
                Prints a fleet file that describes machines which exist: the options that they were created with, their size
                now, and how their engines are set up. It holds no passwords. "apply --adopt" takes the machines into the fleet.

                Arguments: names of machines.""";
    }

    @Override
    public List<Flag> flags() {
        return List.of(Flag.text(NAME, "Name of the fleet").defaultingTo("fleet"));
    }

    @Override
    public Operands operands() {
        return Operands.NAMED_MACHINES;
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        List<String> names = invocation.arguments();
        if (names.isEmpty()) {
            throw CommandFailure.ofArguments("Error: Expected to get one or more machine names as arguments");
        }
        String fleet = invocation.flags().text(NAME);
        if (!Machines.isName(fleet)) {
            throw CommandFailure.ofUsage("--" + NAME + " must be made of letters, digits, dots and dashes, not \"" + fleet + "\"");
        }
        try {
            Machines machines = invocation.machines();
            invocation
                    .console()
                    .out()
                    .print(FleetWriter.write(
                            fleet,
                            new PresentSettings(machines, invocation.programContext().drivers()).of(names)));
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
        return ExitCode.SUCCESS.number();
    }
}
