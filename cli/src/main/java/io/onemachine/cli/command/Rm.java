package io.onemachine.cli.command;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.progress.Lane;
import io.onemachine.cli.progress.ProgressBoard;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.ErrorText;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.LaneProgress;
import io.onemachine.cli.run.MachineBatch;
import io.onemachine.cli.run.ParallelFlag;
import io.onemachine.cli.run.ProgramContext;
import io.onemachine.cli.spec.Operands;
import io.onemachine.cli.terminal.Confirmation;
import io.onemachine.machine.Machines;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.MachineNotFoundException;
import java.util.List;

/** {@code docker-machine rm}. */
final class Rm implements Command {
    @Override
    public String description() {
        return """
                Removes machines: the host with everything on it, then its files in the store.

                Arguments: names of machines.""";
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                Flag.bool("force", "Forget a machine even if its host cannot be removed; asks nothing")
                        .alias("f"),
                Flag.bool("y", "Ask nothing"),
                ParallelFlag.flag());
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
        int limit = ParallelFlag.limit(invocation.flags());
        invocation.print("About to remove " + String.join(", ", names));
        invocation.print("WARNING: This action will delete both local reference and remote instance.");
        boolean force = invocation.flags().on("force");
        if (!force && !invocation.flags().on("y") && invocation.console().ask("Are you sure?") != Confirmation.YES) {
            return ExitCode.SUCCESS.number();
        }
        try (ProgressBoard board = invocation.board()) {
            LaneProgress progress = LaneProgress.withWarningsAsErrors(board, invocation.programContext());
            Machines machines = invocation.programContext().machines(progress);
            return new MachineBatch(invocation, board, progress, limit)
                    .run(names, (name, lane) -> remove(invocation.programContext(), machines, name, force, lane));
        }
    }

    private static void remove(ProgramContext programContext, Machines machines, String name, boolean force, Lane lane)
            throws CommandFailure {
        lane.step("Removing");
        try {
            machines.remove(name, force);
        } catch (MachineNotFoundException e) {
            if (!force) {
                throw failure(name, e);
            }
            ErrorText.lines(failure(name, e), programContext, name).forEach(lane::err);
            if (!programContext.errorsAsJson()) {
                lane.err("Can't remove \"" + name + "\"");
            }
            return;
        } catch (MachineException e) {
            throw failure(name, e);
        }
        lane.out("Successfully removed " + name);
    }

    private static CommandFailure failure(String name, MachineException cause) {
        return CommandFailure.of("Error removing host \"" + name + "\": ", cause);
    }
}
