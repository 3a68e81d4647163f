package io.onemachine.devcloud.cloud;

import io.onemachine.devcloud.cloud.Expression.Truth;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Evaluates {@code SCHED_REQUIREMENTS}: an {@link Expression} about the host. Comparisons of unknown attributes count
 * as true, so that templates of other clouds can be tried here.
 */
public final class HostRequirements {

    private final Map<String, List<String>> host;

    /**
     * Creates the evaluator for a host.
     *
     * @param host its attributes
     */
    public HostRequirements(Map<String, String> host) {
        this.host = host.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
    }

    /**
     * Returns whether the host meets the requirements.
     *
     * @throws IllegalArgumentException when the text is not an expression
     */
    public boolean areMet(String expression) {
        return Expression.parse(expression).holds(host, Truth.UNKNOWN) != Truth.FALSE;
    }
}
