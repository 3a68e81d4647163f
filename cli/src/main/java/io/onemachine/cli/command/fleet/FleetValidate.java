package io.onemachine.cli.command.fleet;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.fleet.file.FleetFile;
import io.onemachine.fleet.file.FleetMachine;
import java.util.List;
import java.util.stream.Collectors;

/** {@code docker-machine fleet validate}. */
public final class FleetValidate implements Command {
    @Override
    public String description() {
        return """
                Checks a fleet file, asks no cloud, and prints all errors with their line and column. Without one it prints the
                names of the fleet's machines.""";
    }

    @Override
    public List<Flag> flags() {
        return FleetSourceFlags.flags();
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        if (!invocation.arguments().isEmpty()) {
            throw CommandFailure.ofArguments("Error: Too many arguments given; --file names the fleet file");
        }
        FleetFile file = FleetSourceFlags.read(invocation);
        int count = file.machines().size();
        invocation.print(file.source() + " is valid: fleet \"" + file.name() + "\", " + count
                + (count == 1 ? " machine" : " machines")
                + (count == 0
                        ? ""
                        : ": " + file.machines().stream().map(FleetMachine::name).collect(Collectors.joining(" "))));
        return ExitCode.SUCCESS.number();
    }
}
