package io.onemachine.cli.command.swarm;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.progress.Lane;
import io.onemachine.cli.progress.ProgressBoard;
import io.onemachine.cli.run.ErrorText;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.LaneProgress;
import io.onemachine.cli.run.MachineBatch;
import io.onemachine.machine.Machines;
import io.onemachine.machine.error.MachineException;
import io.onemachine.swarm.SwarmOperations;
import java.util.List;

/** Runs operations on swarms, and shows the progress of each machine in its lane. */
public final class SwarmWork {
    private SwarmWork() {}

    /** An operation on one machine. */
    @FunctionalInterface
    interface OfOne {
        void on(SwarmOperations swarms, String machine, Lane lane);
    }

    /** One operation on all machines. */
    @FunctionalInterface
    public interface OfAll {
        void on(SwarmOperations swarms);
    }

    /**
     * Works on machines one after the other, in the order given; one that fails does not stop the others.
     *
     * @return the program's exit code
     */
    static int oneByOne(Invocation invocation, List<String> names, OfOne work) throws CommandFailure {
        try (ProgressBoard board = invocation.board()) {
            LaneProgress progress =
                    new LaneProgress(board, invocation.programContext().debug());
            Machines machines = invocation.programContext().machines(progress);
            SwarmArguments.requireKnown(machines, names);
            SwarmOperations swarms = new SwarmOperations(machines, progress);
            return new MachineBatch(invocation, board, progress, 1)
                    .run(names, (name, lane) -> work.on(swarms, name, lane));
        }
    }

    /**
     * Runs one operation on several machines; it ends with the first failure.
     *
     * @param names the machines that get a lane
     * @return the program's exit code
     */
    public static int together(Invocation invocation, List<String> names, OfAll work) throws CommandFailure {
        try (ProgressBoard board = names.size() > 1 ? invocation.parallelBoard() : invocation.board()) {
            boolean debug = invocation.programContext().debug();
            SequentialProgress progress = new SequentialProgress(new LaneProgress(board, debug));
            Machines machines = invocation.programContext().machines(progress);
            SwarmArguments.requireKnown(machines, names);
            names.forEach(progress::open);
            try {
                work.on(new SwarmOperations(machines, progress));
                progress.close();
                return ExitCode.SUCCESS.number();
            } catch (MachineException e) {
                return failed(invocation, progress, CommandFailure.of(e));
            }
        }
    }

    private static int failed(Invocation invocation, SequentialProgress progress, CommandFailure failure)
            throws CommandFailure {
        String result = failure.exitCode() == ExitCode.INTERRUPTED ? "interrupted" : "failed";
        if (progress.machine().isEmpty()) {
            progress.failed(result, List.of());
            throw failure;
        }
        String machine = progress.machine().get();
        progress.failed(result, ErrorText.lines(failure, invocation.programContext(), machine));
        return failure.exitCode().number();
    }
}
