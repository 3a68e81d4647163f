package io.onemachine.cli.command.host;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.progress.Lane;
import io.onemachine.cli.progress.ProgressBoard;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.LaneProgress;
import io.onemachine.machine.Machine;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.host.HostSnapshot;
import java.util.List;
import java.util.function.Consumer;

/**
 * The arguments of the commands about snapshots.
 *
 * @param machine the machine's name
 * @param snapshot the snapshot's name or id; empty when none was given
 * @param kind the kind of snapshot that the options select
 */
record SnapshotArguments(String machine, String snapshot, HostSnapshot.Kind kind) {
    static Flag flag() {
        return Flag.bool("disk", "The machine's disk alone, instead of the whole running machine with its memory");
    }

    /** Reads the arguments. */
    static SnapshotArguments of(Invocation invocation, boolean needsSnapshot) throws CommandFailure {
        List<String> words = invocation.arguments();
        if (words.isEmpty() || words.size() > 2 || (needsSnapshot && words.size() < 2)) {
            throw CommandFailure.ofArguments("Error: Expected the name of a machine"
                    + (needsSnapshot ? " and" : ", and perhaps") + " a snapshot");
        }
        return new SnapshotArguments(
                words.get(0),
                words.size() > 1 ? words.get(1) : "",
                invocation.flags().on("disk") ? HostSnapshot.Kind.DISK : HostSnapshot.Kind.SYSTEM);
    }

    /** Runs work on the machine, with progress. */
    int run(Invocation invocation, Consumer<Machine> work) throws CommandFailure {
        try (ProgressBoard board = invocation.board()) {
            LaneProgress progress =
                    new LaneProgress(board, invocation.programContext().debug());
            try (Lane _ = progress.open(machine);
                    Machine loaded =
                            invocation.programContext().machines(progress).load(machine)) {
                work.accept(loaded);
            }
            return ExitCode.SUCCESS.number();
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
    }
}
