package io.onemachine.cli.command;

/** {@code docker-machine restart}. */
final class Restart implements Command {
    @Override
    public String description() {
        return """
                Restarts machines.

                Arguments: names of machines; without one the machine called "default".""";
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        return EachMachine.load(invocation, (machine, lane) -> machine.restart());
    }
}
