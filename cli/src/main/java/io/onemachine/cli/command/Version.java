package io.onemachine.cli.command;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.EngineVersionJson;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.JsonFormat;
import io.onemachine.cli.run.ProgramVersion;
import io.onemachine.cli.spec.Operands;
import io.onemachine.machine.Machine;
import io.onemachine.machine.Machines;
import io.onemachine.machine.engine.EngineVersion;
import io.onemachine.machine.error.MachineException;
import java.time.Duration;
import java.util.List;

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
    public Operands operands() {
        return Operands.MACHINE;
    }

    @Override
    public List<Flag> flags() {
        return List.of(JsonFormat.flag());
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        boolean json = JsonFormat.wanted(invocation);
        if (invocation.arguments().isEmpty()) {
            invocation.print(json ? ProgramVersion.json() : ProgramVersion.line());
            return ExitCode.SUCCESS.number();
        }
        Machines machines = invocation.machines();
        String target = invocation.target(machines);
        try (Machine machine = machines.load(target)) {
            EngineVersion version = versionOf(machine);
            invocation.print(json ? EngineVersionJson.line(machine.name(), version) : version.version());
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
        return ExitCode.SUCCESS.number();
    }

    private static EngineVersion versionOf(Machine machine) throws CommandFailure {
        try {
            return machine.engineVersion(TIMEOUT);
        } catch (MachineException e) {
            throw CommandFailure.of("Unable to query docker version: ", e);
        }
    }
}
