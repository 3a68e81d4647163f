package io.onemachine.cli.command.host;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.spec.Operands;
import io.onemachine.machine.Machine;
import java.util.List;

/** {@code docker-machine snapshot revert} and {@code snapshot rm}: what is done with a snapshot that exists. */
public final class SnapshotChange implements Command {
    private final String description;
    private final Change change;

    @FunctionalInterface
    private interface Change {
        void apply(Machine machine, SnapshotArguments arguments);
    }

    private SnapshotChange(String description, Change change) {
        this.description = description;
        this.change = change;
    }

    /** Returns {@code docker-machine snapshot revert}. */
    public static SnapshotChange revert() {
        return new SnapshotChange(
                """
                Takes a running machine back to a snapshot of it, or with --disk the disk of a stopped one. What was changed
                since is lost. An engine that has an older certificate then, and a clock that is late, are repaired; after
                --disk at the next start. A manager of a Docker swarm is refused.""", (machine, arguments) -> machine.revertSnapshot(arguments.snapshot(), arguments.kind()));
    }

    /** Returns {@code docker-machine snapshot rm}. */
    public static SnapshotChange removal() {
        return new SnapshotChange(
                "Removes a snapshot of a machine; the machine stays as it is.",
                (machine, arguments) -> machine.removeSnapshot(arguments.snapshot(), arguments.kind()));
    }

    @Override
    public String description() {
        return description + "\n\nArguments: the name of a machine, and the name or id of a snapshot.";
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
        return arguments.run(invocation, machine -> change.apply(machine, arguments));
    }
}
