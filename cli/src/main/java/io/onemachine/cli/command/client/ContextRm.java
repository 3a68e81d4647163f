package io.onemachine.cli.command.client;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.MachineBatch;
import io.onemachine.cli.run.ParallelFlag;
import io.onemachine.cli.spec.Operands;
import io.onemachine.machine.DockerContexts;
import java.util.List;

/** {@code docker-machine context rm}. */
public final class ContextRm implements Command {
    @Override
    public String description() {
        return """
                Removes the docker contexts of machines; the machines stay. Contexts that were not created for a machine are
                never removed.

                Arguments: names of machines.""";
    }

    @Override
    public Operands operands() {
        return Operands.NAMED_MACHINES;
    }

    @Override
    public List<Flag> flags() {
        return List.of(ParallelFlag.flag());
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        ContextAdd.requireNames(invocation);
        return MachineBatch.forEachAfter(invocation, (machines, loaded) -> {
            DockerContexts contexts = machines.dockerContexts();
            return (machine, lane) -> lane.out(
                    contexts.remove(machine)
                            ? "Removed the docker context of machine \"" + machine.name() + "\"."
                            : "Machine \"" + machine.name() + "\" has no docker context.");
        });
    }
}
