package io.onemachine.cli.command.fleet;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.progress.ProgressBoard;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.LaneProgress;
import io.onemachine.cli.run.ParallelFlag;
import io.onemachine.cli.run.ProgramContext;
import io.onemachine.fleet.apply.FleetDestroy;
import io.onemachine.fleet.apply.FleetResult;
import io.onemachine.fleet.file.FleetFile;
import io.onemachine.machine.FleetLock;
import io.onemachine.machine.Machines;
import io.onemachine.machine.error.MachineException;
import io.onemachine.swarm.SwarmOperations;
import java.util.ArrayList;
import java.util.List;

/** {@code docker-machine destroy}. */
public final class Destroy implements Command {
    private static final int AT_ONCE = 8;

    @Override
    public String description() {
        return """
                Removes all machines of a fleet: those of its file, and those that are not in the file any more. Machines that
                are in no fleet, or in another one, stay.""";
    }

    @Override
    public List<Flag> flags() {
        List<Flag> flags = new ArrayList<>(FleetSourceFlags.flags());
        flags.add(Flag.bool("y", "Ask nothing"));
        flags.add(ParallelFlag.flag("Number of machines to remove at once", AT_ONCE));
        return flags;
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        if (!invocation.arguments().isEmpty()) {
            throw CommandFailure.ofArguments("Error: destroy takes no machine names; \"rm\" removes single machines");
        }
        int parallel = ParallelFlag.limit(invocation.flags());
        FleetFile file = FleetSourceFlags.read(invocation);
        Machines machines = invocation.machines();
        try (FleetLock _ = machines.lockFleet(file.name())) {
            List<String> names = new FleetDestroy(
                            machines, new SwarmOperations(machines, invocation.quietProgress()), file.name())
                    .names();
            if (names.isEmpty()) {
                invocation.print("The fleet \"" + file.name() + "\" has no machines.");
                return ExitCode.SUCCESS.number();
            }
            invocation.print("About to remove " + String.join(", ", names));
            invocation.print("WARNING: This action will delete both local reference and remote instance.");
            Apply.requireConfirmed(invocation);
            return destroy(invocation, file.name(), names, parallel);
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
    }

    private static int destroy(Invocation invocation, String fleet, List<String> names, int parallel)
            throws CommandFailure {
        ProgramContext programContext = invocation.programContext();
        FleetResult result;
        try (ProgressBoard board = invocation.parallelBoard()) {
            LaneProgress progress = new LaneProgress(board, programContext.debug());
            Machines machines = programContext.machines(progress);
            result = new FleetDestroy(machines, new SwarmOperations(machines, progress), fleet)
                    .run(names, parallel, new LaneObserver(programContext, board, progress));
        }
        return Apply.report(invocation, fleet, result);
    }
}
