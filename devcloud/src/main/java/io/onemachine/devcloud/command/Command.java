package io.onemachine.devcloud.command;

import java.io.IOException;

/** A command of the program. */
@FunctionalInterface
public interface Command {

    /**
     * Does what was asked for.
     *
     * @throws CommandException when it cannot be done, with a message for who asked
     */
    void run(Arguments arguments, Console console) throws CommandException, IOException, InterruptedException;
}
