package io.onemachine.devcloud.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** A command of the program. Its annotations and those of its fields are its options and its help. */
@Command(descriptionHeading = "%n", parameterListHeading = "%n", optionListHeading = "%n")
abstract class CloudCommand implements Callable<Integer> {

    private final Devcloud program;

    CloudCommand(Devcloud program) {
        this.program = program;
    }

    /**
     * Runs the command.
     *
     * @throws CommandException when it fails, with a message for the user
     */
    abstract void run() throws CommandException, IOException, InterruptedException;

    @Override
    public final Integer call() throws CommandException, IOException, InterruptedException {
        run();
        return 0;
    }

    final Console console() {
        return program.console();
    }

    /** Returns the cloud's folder: {@code --state}, or the default. */
    final Path stateDirectory() {
        return program.stateDirectory();
    }

    /** Returns the value of {@code --state}. */
    final Optional<Path> givenState() {
        return program.givenState();
    }
}
