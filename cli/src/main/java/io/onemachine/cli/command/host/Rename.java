package io.onemachine.cli.command.host;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.progress.ProgressBoard;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.LaneProgress;
import io.onemachine.cli.spec.Operands;
import io.onemachine.machine.error.MachineException;
import java.util.List;

/** {@code docker-machine rename}. */
public final class Rename implements Command {
    @Override
    public String description() {
        return """
                Renames a machine: its files in the store, its host in the cloud, and the host name. The engine keeps
                running. When the command was interrupted, the same command completes it.

                Arguments: the name of a machine, and its new name.""";
    }

    @Override
    public Operands operands() {
        return Operands.MACHINE_AND_NEW_NAME;
    }

    @Override
    public boolean keepsOrder() {
        return true;
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        List<String> names = invocation.arguments();
        if (names.size() != 2) {
            throw CommandFailure.ofArguments("Error: Expected the name of a machine and its new name");
        }
        try (ProgressBoard board = invocation.board()) {
            LaneProgress progress =
                    new LaneProgress(board, invocation.programContext().debug());
            invocation.programContext().machines(progress).rename(names.get(0), names.get(1));
            return ExitCode.SUCCESS.number();
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
    }
}
