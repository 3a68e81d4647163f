package io.onemachine.cli.command;

/** {@code docker-machine start}. */
final class Start implements Command {
    @Override
    public String description() {
        return """
                Starts machines.

                Arguments: names of machines; without one the machine called "default".""";
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        return EachMachine.load(invocation, (machine, lane) -> machine.start());
    }
}
