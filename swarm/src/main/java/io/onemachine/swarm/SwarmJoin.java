package io.onemachine.swarm;

import io.onemachine.swarm.engine.NodeRole;
import java.util.Map;
import java.util.Optional;

/**
 * How machines join a swarm.
 *
 * @param role their role
 * @param labels labels of their nodes
 * @param card the card or network whose address each advertises; empty for the only one, or the one in the network of the managers
 * @param dataPathCard the card or network for traffic between containers; empty for that of the advertised address
 * @param warnsOfTwo whether to warn when the swarm has two managers then
 */
public record SwarmJoin(
        NodeRole role,
        Map<String, String> labels,
        Optional<String> card,
        Optional<String> dataPathCard,
        boolean warnsOfTwo) {
    /** Workers without labels. */
    public static final SwarmJoin WORKER = new SwarmJoin(NodeRole.WORKER, Map.of(), Optional.empty(), Optional.empty());

    public SwarmJoin {
        labels = Map.copyOf(labels);
    }

    /** Creates one that warns of two managers. */
    public SwarmJoin(NodeRole role, Map<String, String> labels, Optional<String> card, Optional<String> dataPathCard) {
        this(role, labels, card, dataPathCard, true);
    }

    public SwarmJoin as(NodeRole wanted) {
        return new SwarmJoin(wanted, labels, card, dataPathCard, warnsOfTwo);
    }

    /** Returns the same for one of several managers that join one after the other. */
    public SwarmJoin asOneOfSeveral() {
        return new SwarmJoin(role, labels, card, dataPathCard, false);
    }
}
