package io.onemachine.cli.command.fleet;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.JsonFormat;
import io.onemachine.cli.spec.Operands;
import io.onemachine.fleet.file.FleetFile;
import io.onemachine.fleet.plan.Consents;
import io.onemachine.fleet.plan.FleetPlan;
import io.onemachine.fleet.plan.FleetPlanner;
import io.onemachine.machine.Machines;
import io.onemachine.machine.error.MachineException;
import io.onemachine.swarm.SwarmOperations;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code docker-machine diff}. */
public final class Diff implements Command {
    @Override
    public String description() {
        return """
                Compares the machines of a fleet, in the store and in the cloud, with the fleet's file, and changes nothing.
                Exit code: 0 when all is as the file says, 2 when something differs, 1 for an error.

                Arguments: names of machines of the fleet; without one all of them.""";
    }

    @Override
    public List<Flag> flags() {
        List<Flag> flags = new ArrayList<>(FleetSourceFlags.flags());
        flags.add(JsonFormat.flag());
        return flags;
    }

    @Override
    public Operands operands() {
        return Operands.MACHINES;
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        boolean json = JsonFormat.wanted(invocation);
        FleetFile file = FleetSourceFlags.read(invocation);
        FleetPlan plan = plan(invocation, invocation.machines(), file);
        if (json) {
            invocation.print(PlanJson.of(plan, file.source()));
        } else {
            PlanText.lines(plan, file.source(), Consents.NONE).forEach(invocation::print);
        }
        return (plan.isEmpty() ? ExitCode.SUCCESS : ExitCode.DIFFERENCES).number();
    }

    /** Compares the machines that the arguments name, or all. */
    static FleetPlan plan(Invocation invocation, Machines machines, FleetFile file) throws CommandFailure {
        try {
            return new FleetPlanner(
                            machines,
                            new SwarmOperations(machines, invocation.quietProgress()),
                            invocation.programContext().drivers(),
                            file,
                            Set.copyOf(invocation.arguments()))
                    .plan();
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
    }
}
