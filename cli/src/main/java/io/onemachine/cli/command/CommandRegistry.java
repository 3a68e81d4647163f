package io.onemachine.cli.command;

/** Finds commands by name. */
@FunctionalInterface
public interface CommandRegistry {
    /** Returns the command of that name. */
    Command open(CommandName name);
}
