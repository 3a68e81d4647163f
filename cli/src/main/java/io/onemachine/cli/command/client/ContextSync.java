package io.onemachine.cli.command.client;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.progress.ProgressBoard;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.ErrorText;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.LaneProgress;
import io.onemachine.cli.run.ProgramContext;
import io.onemachine.machine.context.ContextSyncResult;
import io.onemachine.machine.error.MachineException;

/** {@code docker-machine context sync}. */
public final class ContextSync implements Command {
    @Override
    public String description() {
        return """
                Writes the docker contexts of all machines that have one again, also those that were removed by docker, and
                removes contexts of machines that do not exist any more. The context of a machine that is off keeps its
                address.""";
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        if (!invocation.arguments().isEmpty()) {
            throw CommandFailure.ofUsage("Error: Too many arguments given");
        }
        ProgramContext programContext = invocation.programContext();
        try (ProgressBoard board = invocation.board()) {
            ContextSyncResult result = programContext
                    .machines(new LaneProgress(board, programContext.debug()))
                    .dockerContexts()
                    .sync();
            result.written().forEach(context -> board.out("Written: " + context));
            result.removed().forEach(context -> board.out("Removed: " + context));
            result.failures()
                    .forEach((about, failure) -> ErrorText.lines(
                                    CommandFailure.of(
                                            "Error updating the docker context of \"" + about + "\": ", failure),
                                    programContext,
                                    about)
                            .forEach(board::err));
            return (result.failures().isEmpty() ? ExitCode.SUCCESS : ExitCode.FAILURE).number();
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
    }
}
