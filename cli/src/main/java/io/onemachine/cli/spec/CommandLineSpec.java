package io.onemachine.cli.spec;

import io.onemachine.cli.flag.Flag;
import java.util.List;

/**
 * The whole command line.
 *
 * @param version what the program calls its version
 * @param globals the options before the command
 * @param commands the commands, in the order of the help page
 * @param drivers the drivers that come along, by name
 * @param defaultDriver the driver when none is named
 */
public record CommandLineSpec(
        String version,
        List<Flag> globals,
        List<CommandSpec> commands,
        List<DriverSpec> drivers,
        String defaultDriver) {
    /** The program's name in scripts and manuals. */
    public static final String PROGRAM = "docker-machine";

    /** The shells that scripts are written for. */
    public static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    public CommandLineSpec {
        globals = List.copyOf(globals);
        commands = List.copyOf(commands);
        drivers = List.copyOf(drivers);
    }
}
