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

/** What the scripts of all shells have in common. */
final class ShellText {
    private ShellText() {}

    /** A name as it is typed: one letter has one dash. */
    static String dashed(String name) {
        return (name.length() == 1 ? "-" : "--") + name;
    }

    static List<String> dashed(Flag flag) {
        return flag.names().stream().map(ShellText::dashed).toList();
    }

    static boolean takesValue(Flag flag) {
        return flag.kind() != FlagKind.BOOLEAN;
    }

    /** Between single quotes of a POSIX shell. */
    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** Between single quotes of fish, which know two escapes. */
    static String fishQuoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** The commands, and the one that only the shell function has. */
    static List<CommandSpec> allCommands(CommandLineSpec commandLineSpec) {
        List<CommandSpec> commands = new ArrayList<>(commandLineSpec.commands());
        commands.add(ShellFunction.USE);
        return commands;
    }

    static String names(List<CommandSpec> commands) {
        return String.join(" ", commands.stream().map(CommandSpec::name).toList());
    }

    static String driverNames(CommandLineSpec commandLineSpec) {
        return String.join(
                " ", commandLineSpec.drivers().stream().map(DriverSpec::name).toList());
    }

    /** The states that a machine can be filtered by. */
    static List<String> states() {
        List<String> states = new ArrayList<>();
        for (MachineState state : MachineState.values()) {
            if (!state.label().isEmpty()) {
                states.add(state.label());
            }
        }
        return states;
    }

    /** How the scripts call it. */
    static String name(Operands operands) {
        return operands.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The commands that take the same, in their order. */
    static Map<Operands, List<String>> byOperands(CommandLineSpec commandLineSpec) {
        Map<Operands, List<String>> names = new EnumMap<>(Operands.class);
        for (CommandSpec command : allCommands(commandLineSpec)) {
            names.computeIfAbsent(command.operands(), key -> new ArrayList<>()).add(command.name());
        }
        return names;
    }

    /** A pattern of {@code case} for several words. */
    static String alternatives(List<String> words) {
        return String.join(" | ", words);
    }
}
