package io.onemachine.cli.shell;

import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.flag.FlagKind;
import io.onemachine.cli.spec.CommandLineSpec;
import io.onemachine.cli.spec.CommandSpec;
import io.onemachine.cli.spec.DriverSpec;
import io.onemachine.cli.spec.Operands;
import io.onemachine.machine.driver.MachineState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Text helpers shared by the scripts of all shells. */
final class ShellText {
    private ShellText() {}

    /** Returns an option as it is typed: one dash before a single letter, else two. */
    static String dashed(String name) {
        return (name.length() == 1 ? "-" : "--") + name;
    }

    static List<String> dashed(Flag flag) {
        return flag.names().stream().map(ShellText::dashed).toList();
    }

    static boolean takesValue(Flag flag) {
        return flag.kind() != FlagKind.BOOLEAN;
    }

    /** Quotes text with single quotes for a POSIX shell. */
    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** Quotes text with single quotes for fish, which has two escapes there. */
    static String fishQuoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** Returns the program's commands and the one that only the shell function has. */
    static List<CommandSpec> allCommands(CommandLineSpec commandLineSpec) {
        List<CommandSpec> commands = new ArrayList<>(commandLineSpec.commands());
        commands.add(ShellFunction.USE);
        return commands;
    }

    static String names(List<CommandSpec> commands) {
        return String.join(" ", commands.stream().map(CommandSpec::name).toList());
    }

    /** Returns the second words of a group's commands. */
    static String secondWords(CommandLineSpec commandLineSpec, CommandSpec group) {
        return String.join(
                " ",
                commandLineSpec.commandsOf(group).stream()
                        .map(CommandSpec::lastWord)
                        .toList());
    }

    /** Returns a command's name as a pattern of {@code case}: quoted when it has two words. */
    static String pattern(String name) {
        return name.contains(" ") ? quoted(name) : name;
    }

    static String driverNames(CommandLineSpec commandLineSpec) {
        return String.join(
                " ", commandLineSpec.drivers().stream().map(DriverSpec::name).toList());
    }

    /** Returns the states that machines can be filtered by. */
    static List<String> states() {
        List<String> states = new ArrayList<>();
        for (MachineState state : MachineState.values()) {
            if (!state.label().isEmpty()) {
                states.add(state.label());
            }
        }
        return states;
    }

    /** Returns the name of the operands in the scripts. */
    static String name(Operands operands) {
        return operands.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the commands and the groups of commands by their operands, in their order. */
    static Map<Operands, List<String>> byOperands(CommandLineSpec commandLineSpec) {
        Map<Operands, List<String>> names = new EnumMap<>(Operands.class);
        for (CommandSpec command : allCommands(commandLineSpec)) {
            names.computeIfAbsent(command.operands(), key -> new ArrayList<>()).add(command.name());
        }
        for (CommandSpec group : commandLineSpec.groups()) {
            names.computeIfAbsent(group.operands(), key -> new ArrayList<>()).add(group.name());
        }
        return names;
    }

    /** Returns a pattern of {@code case} for several words. */
    static String alternatives(List<String> words) {
        return String.join(" | ", words.stream().map(ShellText::pattern).toList());
    }
}
