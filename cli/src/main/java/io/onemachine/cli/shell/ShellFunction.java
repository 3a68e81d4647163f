package io.onemachine.cli.shell;

import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.flag.FlagGroup;
import io.onemachine.cli.help.HelpPage;
import io.onemachine.cli.spec.CommandLineSpec;
import io.onemachine.cli.spec.CommandSpec;
import io.onemachine.cli.spec.Operands;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes the shell function that wraps the program, because a program cannot set variables of the shell that runs it. */
final class ShellFunction {
    /** The command that the function adds to those of the program. */
    static final CommandSpec USE = new CommandSpec(
            "use",
            "Point docker in this shell at a machine",
            """
            Points docker in this shell at a machine.

            Arguments: the name of a machine; without it the machine called "default".""",
            List.of(
                    Flag.bool("unset", "Stop pointing docker in this shell at a machine")
                            .alias("u"),
                    Flag.bool("swarm", "Point at the classic Swarm manager instead of the engine"),
                    Flag.bool("no-proxy", "Add the machine's address to NO_PROXY")),
            Operands.MACHINE);

    private ShellFunction() {}

    static String script(CompletionShell shell, CommandLineSpec commandLineSpec) {
        String help = HelpPage.ofCommand(
                HelpPage.usage(CommandLineSpec.PROGRAM, USE.name(), !USE.flags().isEmpty()),
                USE.description(),
                List.of(new FlagGroup("Options", USE.flags())));
        return switch (shell) {
            // The script uses only syntax that both shells share.
            case BASH, ZSH ->
                ScriptTemplate.load("init.sh.template")
                        .fill(Map.of("options", options(commandLineSpec, " | "), "help", ShellText.quoted(help)));
            case FISH ->
                ScriptTemplate.load("init.fish.template")
                        .fill(Map.of("options", options(commandLineSpec, " "), "help", ShellText.fishQuoted(help)));
        };
    }

    /** Returns the options before the command that take a value, in all spellings. */
    private static String options(CommandLineSpec commandLineSpec, String separator) {
        List<String> spellings = new ArrayList<>();
        for (Flag flag : commandLineSpec.globals()) {
            if (ShellText.takesValue(flag)) {
                for (String name : flag.names()) {
                    spellings.add("-" + name);
                    spellings.add("--" + name);
                }
            }
        }
        return String.join(separator, spellings);
    }
}
