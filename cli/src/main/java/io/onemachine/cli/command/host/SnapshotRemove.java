package io.onemachine.cli.command.host;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.spec.Operands;
import java.util.List;

/** {@code docker-machine snapshot rm}. */
public final class SnapshotRemove implements Command {
    @Override
    public String description() {
        return """
                Removes a snapshot of a machine; the machine stays as it is.

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
        return arguments.run(invocation, machine -> machine.removeSnapshot(arguments.snapshot(), arguments.kind()));
    }
}
