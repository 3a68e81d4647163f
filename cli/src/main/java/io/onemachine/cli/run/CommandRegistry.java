package io.onemachine.cli.run;

/** Creates commands by name. */
@FunctionalInterface
public interface CommandRegistry {
    /** Returns the command of that name. */
    Command open(CommandName name);
}
