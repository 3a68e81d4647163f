package io.onemachine.swarm.engine;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A change of a node; what it does not name stays.
 *
 * @param labels labels to set
 * @param onlyLabels whether labels that it does not name are removed
 */
public record NodeChange(
        Optional<NodeRole> role,
        Optional<NodeAvailability> availability,
        Map<String, String> labels,
        boolean onlyLabels) {
    /** The change of nothing. */
    public static final NodeChange NONE = new NodeChange(Optional.empty(), Optional.empty(), Map.of(), false);

    public NodeChange {
        labels = Map.copyOf(labels);
    }

    public static NodeChange to(NodeRole role) {
        return NONE.with(role);
    }

    public static NodeChange to(NodeAvailability availability) {
        return NONE.with(availability);
    }

    /** Returns the change that leaves a node with these labels and no others. */
    public static NodeChange toLabels(Map<String, String> labels) {
        return new NodeChange(Optional.empty(), Optional.empty(), labels, true);
    }

    public NodeChange with(NodeRole wanted) {
        return new NodeChange(Optional.of(wanted), availability, labels, onlyLabels);
    }

    public NodeChange with(NodeAvailability wanted) {
        return new NodeChange(role, Optional.of(wanted), labels, onlyLabels);
    }

    public NodeChange with(Map<String, String> moreLabels) {
        Map<String, String> all = new TreeMap<>(labels);
        all.putAll(moreLabels);
        return new NodeChange(role, availability, all, onlyLabels);
    }
}
