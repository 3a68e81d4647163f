package io.onemachine.cli.command;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.JsonFormat;
import io.onemachine.cli.run.MachineBatch;
import io.onemachine.cli.run.ParallelFlag;
import io.onemachine.cli.spec.Operands;
import io.onemachine.machine.error.MachineException;
import java.util.List;

/** {@code docker-machine ip}. */
final class Ip implements Command {
    @Override
    public String description() {
        return """
                Prints the IP address of machines, one a line.

                Arguments: names of machines; without one the machine called "default".""";
    }

    @Override
    public Operands operands() {
        return Operands.MACHINES;
    }

    @Override
    public List<Flag> flags() {
        return List.of(JsonFormat.flag(), ParallelFlag.flag());
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        boolean json = JsonFormat.wanted(invocation);
        return MachineBatch.forEachStatus(invocation, (name, status, lane) -> {
            try {
                lane.out(JsonFormat.line(json, name, "ip", status.get().ip()));
            } catch (MachineException e) {
                throw CommandFailure.of("Error getting IP address: ", e);
            }
        });
    }
}
