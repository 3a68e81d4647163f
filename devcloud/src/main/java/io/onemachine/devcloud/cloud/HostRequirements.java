package io.onemachine.devcloud.cloud;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a machine's {@code SCHED_REQUIREMENTS} ask of the host. Understood are comparisons of the host's {@code ID}, {@code NAME} or
 * {@code CLUSTER_ID} with {@code =} and {@code !=}, which are all to hold ({@code &}) or one of which is to hold ({@code |});
 * anything else is taken to hold.
 */
public final class HostRequirements {

    private static final Pattern COMPARISON =
            Pattern.compile("\\s*\\(?\\s*(?<name>[A-Z_]+)\\s*(?<not>!?)=\\s*\"?(?<value>[^\"()]*?)\"?\\s*\\)?\\s*");

    private final Map<String, String> host;

    /**
     * For one host.
     *
     * @param host its attributes
     */
    public HostRequirements(Map<String, String> host) {
        this.host = Map.copyOf(host);
    }

    public boolean areMet(String expression) {
        for (String alternative : expression.split("\\|", -1)) {
            boolean all = true;
            for (String comparison : alternative.split("&", -1)) {
                all &= holds(comparison);
            }
            if (all) {
                return true;
            }
        }
        return false;
    }

    private boolean holds(String comparison) {
        Matcher parts = COMPARISON.matcher(comparison);
        if (!parts.matches() || !host.containsKey(parts.group("name"))) {
            return true;
        }
        boolean equal = parts.group("value").equals(host.get(parts.group("name")));
        return equal == parts.group("not").isEmpty();
    }
}
