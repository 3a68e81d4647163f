package io.onemachine.cli.command;

/** {@code docker-machine stop}. */
final class Stop implements Command {
    @Override
    public String description() {
        return """
                Shuts machines down.

                Arguments: names of machines; without one the machine called "default".""";
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        return EachMachine.load(invocation, (machine, lane) -> machine.stop());
    }
}
