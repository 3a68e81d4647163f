package io.onemachine.devcloud.cloud;

import io.onemachine.devcloud.cloud.Expression.Truth;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a machine's {@code SCHED_REQUIREMENTS} ask of the host: an {@link Expression} about it. A comparison of anything that is not
 * known of the host is taken to hold, so that templates of other clouds can be tried here.
 */
public final class HostRequirements {

    private final Map<String, List<String>> host;

    /**
     * For one host.
     *
     * @param host its attributes
     */
    public HostRequirements(Map<String, String> host) {
        this.host = host.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
    }

    /**
     * Returns whether the host is as it is asked for.
     *
     * @throws IllegalArgumentException when the text is no expression
     */
    public boolean areMet(String expression) {
        return Expression.parse(expression).holds(host, Truth.UNKNOWN) != Truth.FALSE;
    }
}
