package io.onemachine.cli.completion;

import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.grammar.CommandGrammar;
import io.onemachine.cli.grammar.DriverGrammar;
import io.onemachine.cli.grammar.Grammar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The script for bash. */
final class BashCompletion {
    private BashCompletion() {}

    static String script(Grammar grammar) {
        return ScriptTemplate.load("bash.template")
                .fill(Map.of(
                        "options", options(grammar),
                        "operands", operands(grammar),
                        "commands", ShellText.names(grammar.commands()),
                        "drivers", ShellText.driverNames(grammar),
                        "states", String.join(" ", ShellText.states()),
                        "default-driver", grammar.defaultDriver(),
                        "shells", String.join(" ", Grammar.SHELLS)));
    }

    private static String options(Grammar grammar) {
        List<String> cases = new ArrayList<>();
        cases.add("    '') options=(" + words(grammar.globals()) + ") ;;");
        for (CommandGrammar command : ShellText.allCommands(grammar)) {
            if (!command.flags().isEmpty()) {
                cases.add("    " + command.name() + ") options=(" + words(command.flags()) + ") ;;");
            }
        }
        for (DriverGrammar driver : grammar.drivers()) {
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

    private static String operands(Grammar grammar) {
        List<String> cases = new ArrayList<>();
        ShellText.byOperands(grammar)
                .forEach((operands, commands) -> cases.add("    " + ShellText.alternatives(commands) + ") operands="
                        + ShellText.quoted(ShellText.name(operands)) + " ;;"));
        return String.join("\n", cases);
    }
}
