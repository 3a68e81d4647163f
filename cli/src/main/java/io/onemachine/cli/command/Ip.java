package io.onemachine.cli.command;

import io.onemachine.machine.error.MachineException;

/** {@code docker-machine ip}. */
final class Ip implements Command {
    @Override
    public String description() {
        return """
                Prints the IP address of machines, one a line.

                Arguments: names of machines; without one the machine called "default".""";
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        return EachMachine.load(invocation, (machine, lane) -> {
            try {
                lane.out(machine.ip());
            } catch (MachineException e) {
                throw CommandFailure.of("Error getting IP address: ", e);
            }
        });
    }
}
