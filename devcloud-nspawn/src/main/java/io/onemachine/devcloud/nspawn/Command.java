package io.onemachine.devcloud.nspawn;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A program to run.
 *
 * @param argv the program and its arguments
 * @param environment variables set in addition to the inherited ones
 * @param input its standard input
 * @param log the file its output is appended to; null when the output is not kept
 * @param limit its time limit; it is killed afterwards
 */
public record Command(
        List<String> argv,
        Map<String, String> environment,
        String input,
        @Nullable Path log,
        Duration limit) {

    private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(30);

    public Command {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
    }

    /** Returns a command without input that takes well under 30 seconds. */
    public static Command of(String... argv) {
        return new Command(List.of(argv), Map.of(), "", null, DEFAULT_LIMIT);
    }

    public static Command withInput(List<String> argv, String input) {
        return new Command(argv, Map.of(), input, null, DEFAULT_LIMIT);
    }
}
