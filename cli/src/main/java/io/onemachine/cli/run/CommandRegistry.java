package io.onemachine.cli.run;

/** Finds commands by name. */
@FunctionalInterface
public interface CommandRegistry {
    /** Returns the command of that name. */
    Command open(CommandName name);
}
