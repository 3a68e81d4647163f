package io.onemachine.plugin.client;

import io.onemachine.machine.error.PluginException;
import java.time.Duration;
import java.util.Map;

/**
 * How long a plugin may take.
 *
 * @param address from its start to the line with its address; the Go program has always waited for 10 s
 * @param local for an answer out of its own memory
 * @param remote for an answer that a cloud has to be asked for
 * @param action for making, removing, starting or stopping a host
 * @param heartbeat the pause between two heartbeats; a plugin ends by itself when it has heard none for 10 s
 */
record PluginTimeouts(Duration address, Duration local, Duration remote, Duration action, Duration heartbeat) {
    /** Seconds for a question to a cloud; the other limits follow it. */
    static final String VARIABLE = "MACHINE_PLUGIN_TIMEOUT";

    private static final int DEFAULT_SECONDS = 300;
    private static final int MOST_SECONDS = 86_400;
    private static final Duration LONGEST_LOCAL = Duration.ofSeconds(30);

    /** An action takes as long as so many questions. */
    private static final int ACTION = 24;

    /**
     * What an environment asks for; five minutes for a question, two hours for an action otherwise.
     *
     * @throws PluginException when the variable holds no number of seconds
     */
    static PluginTimeouts of(Map<String, String> environment) {
        String text = environment.getOrDefault(VARIABLE, "");
        int seconds = text.isEmpty() ? DEFAULT_SECONDS : seconds(text);
        Duration remote = Duration.ofSeconds(seconds);
        return new PluginTimeouts(
                Duration.ofSeconds(10),
                remote.compareTo(LONGEST_LOCAL) < 0 ? remote : LONGEST_LOCAL,
                remote,
                remote.multipliedBy(ACTION),
                Duration.ofSeconds(5));
    }

    private static int seconds(String text) {
        if (text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) <= MOST_SECONDS) {
            return Integer.parseInt(text);
        }
        throw new PluginException(
                VARIABLE + " must be a number of seconds from 1 to " + MOST_SECONDS + ", not \"" + text + "\"", null);
    }
}
