package io.onemachine.cli.command;

import io.onemachine.machine.Machine;
import io.onemachine.machine.Machines;
import io.onemachine.machine.error.MachineException;
import java.time.Duration;

/** {@code docker-machine version}. */
final class Version implements Command {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Override
    public String description() {
        return """
                Prints the version of this program, or that of a machine's engine.

                Arguments: the name of a machine.""";
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        if (invocation.arguments().isEmpty()) {
            invocation.print(ProgramVersion.line());
            return ExitCode.SUCCESS.number();
        }
        Machines machines = invocation.machines();
        String target = invocation.target(machines);
        try (Machine machine = machines.load(target)) {
            invocation.print(machine.engineVersion(TIMEOUT).version());
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
        return ExitCode.SUCCESS.number();
    }
}
