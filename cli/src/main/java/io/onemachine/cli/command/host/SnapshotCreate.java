package io.onemachine.cli.command.host;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.spec.Operands;
import java.util.List;

/** {@code docker-machine snapshot create}. */
public final class SnapshotCreate implements Command {
    @Override
    public String description() {
        return """
                Takes a snapshot of a running machine, memory included, or of its disk. Whether a snapshot of the whole
                machine outlives a stop of the machine depends on the hypervisor: KVM keeps it. That of a disk stays.

                Arguments: the name of a machine, and a name for the snapshot; without it the machine's name and the time.""";
    }

    @Override
    public List<Flag> flags() {
        return List.of(SnapshotArguments.flag());
    }

    @Override
    public Operands operands() {
        return Operands.MACHINE_AND_NEW_SNAPSHOT;
    }

    @Override
    public boolean keepsOrder() {
        return true;
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        SnapshotArguments arguments = SnapshotArguments.of(invocation, false);
        return arguments.run(invocation, machine -> machine.createSnapshot(arguments.snapshot(), arguments.kind()));
    }
}
