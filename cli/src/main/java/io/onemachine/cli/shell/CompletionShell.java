package io.onemachine.cli.shell;

import io.onemachine.cli.spec.CommandLineSpec;
import java.util.Locale;
import java.util.Optional;

/** The shells that have completion and initialization scripts. */
public enum CompletionShell {
    BASH,
    ZSH,
    FISH;

    /** Returns the shell of that name. */
    public static Optional<CompletionShell> named(String name) {
        for (CompletionShell shell : values()) {
            if (shell.typed().equals(name)) {
                return Optional.of(shell);
            }
        }
        return Optional.empty();
    }

    /** Returns the name as it is typed. */
    public String typed() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the completion script; the same text for the same command line. */
    public String completion(CommandLineSpec commandLineSpec) {
        return switch (this) {
            case BASH -> BashCompletion.script(commandLineSpec);
            case ZSH -> ZshCompletion.script(commandLineSpec);
            case FISH -> FishCompletion.script(commandLineSpec);
        };
    }

    /** Returns the script that defines {@code docker-machine use} and the function for the prompt. */
    public String initialization(CommandLineSpec commandLineSpec) {
        return ShellFunction.script(this, commandLineSpec);
    }
}
