package io.onemachine.cli.command;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.MachineBatch;
import io.onemachine.cli.run.ParallelFlag;
import io.onemachine.cli.spec.Operands;
import io.onemachine.machine.StopRequest;
import java.util.List;

/** {@code docker-machine stop}. */
final class Stop implements Command {
    private static final String FORCE = "force";
    private static final String DRAIN = "drain";

    @Override
    public String description() {
        return """
                Shuts machines down. A manager is not shut down when its swarm would lose its quorum by that, unless --force is
                given.

                Arguments: names of machines; without one the machine called "default".""";
    }

    @Override
    public Operands operands() {
        return Operands.MACHINES;
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                Flag.bool(FORCE, "Also where a swarm loses its quorum").alias("f"),
                Flag.bool(
                        DRAIN,
                        "Move the tasks of a machine's swarm to other nodes first; \"start\" lets it get tasks again"),
                ParallelFlag.flag());
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        StopRequest request =
                new StopRequest(invocation.flags().on(FORCE), invocation.flags().on(DRAIN));
        return MachineBatch.forEach(invocation, (machine, lane) -> machine.stop(request));
    }
}
