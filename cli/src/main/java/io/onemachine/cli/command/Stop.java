package io.onemachine.cli.command;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.MachineBatch;
import io.onemachine.cli.run.ParallelFlag;
import io.onemachine.cli.spec.Operands;
import java.util.List;

/** {@code docker-machine stop}. */
final class Stop implements Command {
    @Override
    public String description() {
        return """
                Shuts machines down.

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
        return MachineBatch.forEach(invocation, (machine, lane) -> machine.stop());
    }
}
