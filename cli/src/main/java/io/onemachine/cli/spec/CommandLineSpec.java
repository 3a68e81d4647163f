package io.onemachine.cli.spec;

import io.onemachine.cli.flag.Flag;
import java.util.List;

/**
 * The syntax of the whole command line.
 *
 * @param version the program's version
 * @param globals the options before the command
 * @param commands the commands, in the order of the help page
 * @param drivers the built-in drivers, by name
 * @param defaultDriver the driver used when none is named
 */
public record CommandLineSpec(
        String version,
        List<Flag> globals,
        List<CommandSpec> commands,
        List<DriverSpec> drivers,
        String defaultDriver) {
    /** The program's name in scripts and manuals. */
    public static final String PROGRAM = "docker-machine";

    /** The shells that have completion and initialization scripts. */
    public static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    public CommandLineSpec {
        globals = List.copyOf(globals);
        commands = List.copyOf(commands);
        drivers = List.copyOf(drivers);
    }
}
