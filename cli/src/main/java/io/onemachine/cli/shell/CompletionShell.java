package io.onemachine.cli.shell;

import io.onemachine.cli.spec.CommandLineSpec;
import java.util.Locale;
import java.util.Optional;

/** The shells that scripts are written for. */
public enum CompletionShell {
    BASH,
    ZSH,
    FISH;

    /** The shell of that name. */
    public static Optional<CompletionShell> named(String name) {
        for (CompletionShell shell : values()) {
            if (shell.typed().equals(name)) {
                return Optional.of(shell);
            }
        }
        return Optional.empty();
    }

    /** The name as it is typed. */
    public String typed() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The script that completes the command line; the same text for the same command line. */
    public String completion(CommandLineSpec commandLineSpec) {
        return switch (this) {
            case BASH -> BashCompletion.script(commandLineSpec);
            case ZSH -> ZshCompletion.script(commandLineSpec);
            case FISH -> FishCompletion.script(commandLineSpec);
        };
    }

    /** The script with {@code docker-machine use} and what a prompt can show. */
    public String initialization(CommandLineSpec commandLineSpec) {
        return ShellFunction.script(this, commandLineSpec);
    }
}
