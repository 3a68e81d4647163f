package io.onemachine.cli.command;

import io.onemachine.cli.grammar.Operands;

/** {@code docker-machine start}. */
final class Start implements Command {
    @Override
    public String description() {
        return """
                Starts machines.

                Arguments: names of machines; without one the machine called "default".""";
    }

    @Override
    public Operands operands() {
        return Operands.MACHINES;
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        return EachMachine.load(invocation, (machine, lane) -> machine.start());
    }
}
