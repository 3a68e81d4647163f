package io.onemachine.cli.run;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.shell.CompletionShell;
import java.util.List;

/** Parses the argument that names a shell. */
public final class ShellArgument {
    private ShellArgument() {}

    public static CompletionShell of(Invocation invocation) throws CommandFailure {
        List<String> arguments = invocation.arguments();
        if (arguments.size() != 1) {
            throw CommandFailure.ofArguments("Error: Expected the name of one shell: bash, zsh or fish");
        }
        return CompletionShell.named(arguments.get(0))
                .orElseThrow(() -> new CommandFailure(
                        "There is no script for the shell \"" + arguments.get(0) + "\"",
                        "There are scripts for bash, zsh and fish."));
    }
}
