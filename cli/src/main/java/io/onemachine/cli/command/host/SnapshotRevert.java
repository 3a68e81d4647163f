package io.onemachine.cli.command.host;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.spec.Operands;
import java.util.List;

/** {@code docker-machine snapshot revert}. */
public final class SnapshotRevert implements Command {
    @Override
    public String description() {
        return """
                Takes a running machine back to a snapshot of it, or with --disk the disk of a stopped one. What was changed
                since is lost. An engine that has an older certificate then, and a clock that is late, are repaired; after
                --disk at the next start. A manager of a Docker swarm is refused.

                Arguments: the name of a machine, and the name or id of a snapshot.""";
    }

    @Override
    public List<Flag> flags() {
        return List.of(SnapshotArguments.flag());
    }

    @Override
    public Operands operands() {
        return Operands.MACHINE_AND_SNAPSHOT;
    }

    @Override
    public boolean keepsOrder() {
        return true;
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        SnapshotArguments arguments = SnapshotArguments.of(invocation, true);
        return arguments.run(invocation, machine -> machine.revertSnapshot(arguments.snapshot(), arguments.kind()));
    }
}
