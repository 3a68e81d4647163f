package io.onemachine.cli.spec;

import io.onemachine.cli.flag.Flag;
import java.util.ArrayList;
import java.util.List;

/**
 * The syntax of the whole command line.
 *
 * @param version the program's version
 * @param globals the options before the command
 * @param commands the commands, in the order of the help page; the name of a command of a group has two words
 * @param groups the groups of commands; each is the first word of its commands, and has the operand {@link Operands#SUBCOMMAND}
 * @param drivers the built-in drivers, by name
 * @param defaultDriver the driver used when none is named
 */
public record CommandLineSpec(
        String version,
        List<Flag> globals,
        List<CommandSpec> commands,
        List<CommandSpec> groups,
        List<DriverSpec> drivers,
        String defaultDriver) {
    /** The program's name in scripts and manuals. */
    public static final String PROGRAM = "docker-machine";

    /** The shells that have completion and initialization scripts. */
    public static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    public CommandLineSpec {
        globals = List.copyOf(globals);
        commands = List.copyOf(commands);
        groups = List.copyOf(groups);
        drivers = List.copyOf(drivers);
    }

    /** Returns the first words of all commands, in the order of the help page: commands of one word, and groups where their first command is. */
    public List<CommandSpec> firstWords() {
        List<CommandSpec> words = new ArrayList<>();
        for (CommandSpec command : commands) {
            groups.stream()
                    .filter(group -> command.isIn(group))
                    .findFirst()
                    .ifPresentOrElse(
                            group -> {
                                if (!words.contains(group)) {
                                    words.add(group);
                                }
                            },
                            () -> words.add(command));
        }
        return words;
    }

    /** Returns the commands of a group. */
    public List<CommandSpec> commandsOf(CommandSpec group) {
        return commands.stream().filter(command -> command.isIn(group)).toList();
    }
}
