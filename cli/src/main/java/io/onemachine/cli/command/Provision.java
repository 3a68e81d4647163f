package io.onemachine.cli.command;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.MachineBatch;
import io.onemachine.cli.run.ParallelFlag;
import io.onemachine.cli.spec.Operands;
import java.util.List;

/** {@code docker-machine provision}. */
final class Provision implements Command {
    @Override
    public String description() {
        return """
                Sets machines up again: Docker if it is missing, new certificates, the engine's configuration.
                The engine is restarted; its containers go on running where it can keep them.

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
        return MachineBatch.forEach(invocation, (machine, lane) -> machine.provision());
    }
}
