package io.onemachine.cli.command;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.MachineBatch;
import io.onemachine.cli.run.ParallelFlag;
import io.onemachine.cli.spec.Operands;
import java.util.List;

/** {@code docker-machine upgrade}. */
final class Upgrade implements Command {
    @Override
    public String description() {
        return """
                Upgrades Docker on machines to the newest version that the host's packages offer. An engine that
                changed is restarted; containers without a restart policy stay stopped and are named. Machines of a swarm are
                not drained before: "swarm upgrade" does that.

                Arguments: names of machines; without one the machine called "default".""";
    }

    @Override
    public Operands operands() {
        return Operands.MACHINES;
    }

    @Override
    public List<Flag> flags() {
        return List.of(ParallelFlag.flag());
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        return MachineBatch.forEach(invocation, (machine, lane) -> machine.upgrade());
    }
}
