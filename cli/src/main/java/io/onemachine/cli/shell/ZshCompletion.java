package io.onemachine.cli.shell;

import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.flag.FlagKind;
import io.onemachine.cli.spec.CommandLineSpec;
import io.onemachine.cli.spec.CommandSpec;
import io.onemachine.cli.spec.DriverSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes the completion script for zsh: options become specifications for {@code _arguments}. */
final class ZshCompletion {
    private static final Flag HELP = Flag.bool("help", "Show how it is used").alias("h");

    private ZshCompletion() {}

    static String script(CommandLineSpec commandLineSpec) {
        return ScriptTemplate.load("zsh.template")
                .fill(Map.of(
                        "options", options(commandLineSpec),
                        "operands", operands(commandLineSpec),
                        "commands", commands(commandLineSpec),
                        "subcommands", subcommands(commandLineSpec),
                        "use", described(ShellFunction.USE.name(), ShellFunction.USE),
                        "drivers", ShellText.driverNames(commandLineSpec),
                        "states", String.join(" ", ShellText.states()),
                        "default-driver", commandLineSpec.defaultDriver(),
                        "shells", String.join(" ", CommandLineSpec.SHELLS)));
    }

    private static String options(CommandLineSpec commandLineSpec) {
        StringBuilder cases = new StringBuilder();
        append(cases, "''", withHelp(commandLineSpec.globals()));
        for (CommandSpec command : ShellText.allCommands(commandLineSpec)) {
            append(cases, ShellText.pattern(command.name()), withHelp(command.flags()));
        }
        for (DriverSpec driver : commandLineSpec.drivers()) {
            append(cases, ShellText.quoted("driver " + driver.name()), driver.flags());
        }
        return cases.toString().stripTrailing();
    }

    private static List<Flag> withHelp(List<Flag> flags) {
        List<Flag> all = new ArrayList<>(flags);
        all.add(HELP);
        return all;
    }

    private static void append(StringBuilder cases, String pattern, List<Flag> flags) {
        cases.append("        (").append(pattern).append(")\n            specs+=(\n");
        for (Flag flag : flags) {
            for (String name : ShellText.dashed(flag)) {
                cases.append("                ").append(ShellText.quoted(specification(flag, name)));
                cases.append('\n');
            }
        }
        cases.append("            ) ;;\n");
    }

    private static String specification(Flag flag, String name) {
        StringBuilder text = new StringBuilder();
        if (flag.kind() == FlagKind.LIST) {
            text.append('*');
        } else if (flag.names().size() > 1) {
            text.append('(').append(String.join(" ", ShellText.dashed(flag))).append(')');
        }
        text.append(name).append(ShellText.takesValue(flag) ? "=" : "");
        text.append('[').append(escaped(flag.description())).append(']');
        return ShellText.takesValue(flag) ? text.append(values(flag)).toString() : text.toString();
    }

    private static String values(Flag flag) {
        return switch (flag.hint()) {
            case ANYTHING -> ":value: ";
            case CHOICE -> ":value:(" + String.join(" ", flag.choices()) + ")";
            case FILE -> ":file:_files";
            case FOLDER -> ":folder:_files -/";
            case DRIVER -> ":driver:_docker_machine_drivers";
            case MACHINE -> ":machine:_docker_machine_machines";
            case FILTER -> ":filter:_docker_machine_filters";
        };
    }

    private static String escaped(String text) {
        return text.replaceAll("[\\\\\\[\\]:]", "\\\\$0");
    }

    private static String commands(CommandLineSpec commandLineSpec) {
        List<String> lines = new ArrayList<>();
        for (CommandSpec command : commandLineSpec.firstWords()) {
            lines.add("        " + described(command.name(), command));
        }
        return String.join("\n", lines);
    }

    private static String subcommands(CommandLineSpec commandLineSpec) {
        List<String> lines = new ArrayList<>();
        for (CommandSpec group : commandLineSpec.groups()) {
            lines.add("        (" + group.name() + ") commands=(");
            for (CommandSpec command : commandLineSpec.commandsOf(group)) {
                lines.add("            " + described(command.lastWord(), command));
            }
            lines.add("        ) ;;");
        }
        return String.join("\n", lines);
    }

    private static String described(String word, CommandSpec command) {
        return ShellText.quoted(word + ":" + command.summary());
    }

    private static String operands(CommandLineSpec commandLineSpec) {
        List<String> cases = new ArrayList<>();
        ShellText.byOperands(commandLineSpec)
                .forEach((operands, commands) -> cases.add("        (" + ShellText.alternatives(commands)
                        + ") operands=" + ShellText.name(operands) + " ;;"));
        return String.join("\n", cases);
    }
}
