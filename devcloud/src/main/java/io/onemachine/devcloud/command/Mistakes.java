package io.onemachine.devcloud.command;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The messages about mistakes in a command line. */
final class Mistakes {

    private Mistakes() {}

    static String explain(ParameterException mistake) {
        CommandLine line = mistake.getCommandLine();
        return switch (mistake) {
            case UnmatchedArgumentException unmatched ->
                unknown(line, unmatched.getUnmatched().getFirst());
            case MissingParameterException missing -> missing(line, missing.getMissing());
            case ParameterException invalid
            when invalid.getCause() instanceof TypeConversionException cause
                    && invalid.getArgSpec() instanceof OptionSpec option ->
                option.longestName() + " " + cause.getMessage();
            default -> String.valueOf(mistake.getMessage());
        };
    }

    private static String unknown(CommandLine line, String word) {
        CommandSpec command = line.getCommandSpec();
        if (word.startsWith("-")) {
            return "There is no option " + word + "; '" + helpFor(command) + "' lists the options.";
        }
        if (command.parent() == null) {
            return unknownCommand(word);
        }
        if (!line.getSubcommands().isEmpty()) {
            return "There is no '" + command.qualifiedName() + " " + word + "'; '" + helpFor(command)
                    + "' lists the commands.";
        }
        return "'" + command.qualifiedName() + "' takes no \"" + word + "\".";
    }

    static String unknownCommand(String name) {
        return "There is no command \"" + name + "\". Try 'devcloud help'.";
    }

    private static String missing(CommandLine line, List<ArgSpec> missing) {
        if (missing.getFirst() instanceof OptionSpec option) {
            return "The value of " + option.longestName() + " is missing.";
        }
        CommandSpec command = line.getCommandSpec();
        String labels = missing.stream().map(ArgSpec::paramLabel).collect(Collectors.joining(" and "));
        String all = command.positionalParameters().stream()
                .map(parameter -> parameter.required() ? parameter.paramLabel() : "[" + parameter.paramLabel() + "]")
                .collect(Collectors.joining(" "));
        return labels + (missing.size() == 1 ? " is" : " are") + " missing: " + command.qualifiedName() + " " + all
                + ". '" + helpFor(command) + "' says more.";
    }

    /** Returns the command that explains one: {@code devcloud help fault add}. */
    private static String helpFor(CommandSpec command) {
        String name = command.qualifiedName();
        String program = command.root().name();
        return program + " help" + name.substring(program.length());
    }
}
