package io.onemachine.plugin.client;

import io.onemachine.machine.error.PluginException;
import java.time.Duration;
import java.util.Map;

/**
 * The timeouts for plugins.
 *
 * @param address from its start to the line with its address; 10 s, as in the Go program
 * @param local for an answer from the plugin's memory
 * @param remote for an answer that requires a query to the cloud
 * @param action for creating, removing, starting or stopping a host
 * @param heartbeat the pause between two heartbeats; a plugin exits when it has received none for 10 s
 */
record PluginTimeouts(Duration address, Duration local, Duration remote, Duration action, Duration heartbeat) {
    /** The variable that sets the seconds for a query to the cloud; the other timeouts depend on it. */
    static final String VARIABLE = "MACHINE_PLUGIN_TIMEOUT";

    private static final int DEFAULT_SECONDS = 300;
    private static final int MAX_SECONDS = 86_400;
    private static final Duration MAX_LOCAL = Duration.ofSeconds(30);

    /** The timeout of an action is this multiple of that of a query. */
    private static final int QUERIES_PER_ACTION = 24;

    /**
     * Returns the timeouts for an environment; by default five minutes for a query and two hours for an action.
     *
     * @throws PluginException when the variable does not hold a number of seconds from 1 to 86400
     */
    static PluginTimeouts of(Map<String, String> environment) {
        String text = environment.getOrDefault(VARIABLE, "");
        int seconds = text.isEmpty() ? DEFAULT_SECONDS : seconds(text);
        Duration remote = Duration.ofSeconds(seconds);
        return new PluginTimeouts(
                Duration.ofSeconds(10),
                remote.compareTo(MAX_LOCAL) < 0 ? remote : MAX_LOCAL,
                remote,
                remote.multipliedBy(QUERIES_PER_ACTION),
                Duration.ofSeconds(5));
    }

    private static int seconds(String text) {
        if (text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) <= MAX_SECONDS) {
            return Integer.parseInt(text);
        }
        throw new PluginException(
                VARIABLE + " must be a number of seconds from 1 to " + MAX_SECONDS + ", not \"" + text + "\"", null);
    }
}
