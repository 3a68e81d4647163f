package io.onemachine.cli.shell;

import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.spec.CommandLineSpec;
import io.onemachine.cli.spec.CommandSpec;
import io.onemachine.cli.spec.DriverSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes the completion script for bash. */
final class BashCompletion {
    private BashCompletion() {}

    static String script(CommandLineSpec commandLineSpec) {
        return ScriptTemplate.load("bash.template")
                .fill(Map.of(
                        "options", options(commandLineSpec),
                        "operands", operands(commandLineSpec),
                        "commands", ShellText.names(commandLineSpec.firstWords()),
                        "subcommands", subcommands(commandLineSpec),
                        "drivers", ShellText.driverNames(commandLineSpec),
                        "states", String.join(" ", ShellText.states()),
                        "default-driver", commandLineSpec.defaultDriver(),
                        "shells", String.join(" ", CommandLineSpec.SHELLS)));
    }

    private static String options(CommandLineSpec commandLineSpec) {
        List<String> cases = new ArrayList<>();
        cases.add("    '') options=(" + words(commandLineSpec.globals()) + ") ;;");
        for (CommandSpec command : ShellText.allCommands(commandLineSpec)) {
            if (!command.flags().isEmpty()) {
                cases.add("    " + ShellText.pattern(command.name()) + ") options=(" + words(command.flags()) + ") ;;");
            }
        }
        for (DriverSpec driver : commandLineSpec.drivers()) {
            cases.add("    " + ShellText.quoted("driver " + driver.name()) + ") options=(" + words(driver.flags())
                    + ") ;;");
        }
        return String.join("\n", cases);
    }

    private static String words(List<Flag> flags) {
        List<String> words = new ArrayList<>();
        for (Flag flag : flags) {
            for (String name : ShellText.dashed(flag)) {
                String word = name + (ShellText.takesValue(flag) ? "=" + ValueText.of(flag) : "");
                words.add(word.contains(",") ? ShellText.quoted(word) : word);
            }
        }
        return String.join(" ", words);
    }

    private static String subcommands(CommandLineSpec commandLineSpec) {
        List<String> cases = new ArrayList<>();
        for (CommandSpec group : commandLineSpec.groups()) {
            cases.add("    " + group.name() + ") __docker_machine_offer "
                    + ShellText.secondWords(commandLineSpec, group) + " ;;");
        }
        return String.join("\n", cases);
    }

    private static String operands(CommandLineSpec commandLineSpec) {
        List<String> cases = new ArrayList<>();
        ShellText.byOperands(commandLineSpec)
                .forEach((operands, commands) -> cases.add("    " + ShellText.alternatives(commands) + ") operands="
                        + ShellText.quoted(ShellText.name(operands)) + " ;;"));
        return String.join("\n", cases);
    }
}
