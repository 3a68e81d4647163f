package io.onemachine.devcloud.command;

import java.io.IOException;

/** A command of the program. */
@FunctionalInterface
public interface Command {

    /**
     * Runs the command.
     *
     * @throws CommandException when it fails, with a message for the user
     */
    void run(Arguments arguments, Console console) throws CommandException, IOException, InterruptedException;
}
