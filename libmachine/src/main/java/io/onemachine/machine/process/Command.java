package io.onemachine.machine.process;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A program to run.
 *
 * @param argv the program, looked up in {@code PATH} when it has no slash, and its arguments
 * @param environment variables to set in addition to those of this process
 * @param input the program's standard input, sent as UTF-8; empty is end of file at once
 * @param timeout the time after which the program is terminated
 */
public record Command(List<String> argv, Map<String, String> environment, String input, Duration timeout) {
    public Command {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("argv is empty");
        }
    }

    /** Returns a program without input or additional variables. */
    public static Command of(Duration timeout, List<String> argv) {
        return new Command(argv, Map.of(), "", timeout);
    }

    /** Returns the same program with an input. */
    public Command withInput(String newInput) {
        return new Command(argv, environment, newInput, timeout);
    }

    /** Returns the program's name, for messages. */
    public String program() {
        return argv.getFirst();
    }
}
