package io.onemachine.devcloud.nspawn;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A program to run to its end.
 *
 * @param argv the program and its arguments
 * @param environment variables set beside the inherited ones
 * @param input what it reads from its standard input
 * @param log the file its output is appended to; null when nobody will want to read it later
 * @param limit how long it may take; it is killed afterwards
 */
public record Command(
        List<String> argv,
        Map<String, String> environment,
        String input,
        @Nullable Path log,
        Duration limit) {

    private static final Duration USUAL_LIMIT = Duration.ofSeconds(30);

    public Command {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
    }

    /** Returns a command without input that takes well under 30 seconds. */
    public static Command of(String... argv) {
        return new Command(List.of(argv), Map.of(), "", null, USUAL_LIMIT);
    }

    public static Command withInput(List<String> argv, String input) {
        return new Command(argv, Map.of(), input, null, USUAL_LIMIT);
    }
}
