package io.onemachine.swarm;

import io.onemachine.swarm.engine.SwarmNode;
import java.util.List;
import java.util.Set;

/**
 * Whether the managers of a swarm can decide: more than half of them have to be reachable.
 *
 * @param managers how many managers the swarm has
 * @param reachable how many of them are reachable
 */
record Quorum(int managers, int reachable) {
    /** @throws IllegalArgumentException when more are reachable than there are */
    Quorum {
        if (reachable < 0 || reachable > managers) {
            throw new IllegalArgumentException(reachable + " of " + managers + " managers");
        }
    }

    static Quorum of(List<SwarmNode> nodes) {
        return of(nodes, Set.of());
    }

    /** @param silent ids of nodes that are not reachable, whatever the swarm says of them */
    static Quorum of(List<SwarmNode> nodes, Set<String> silent) {
        int reachable = (int) nodes.stream()
                .filter(node -> node.isReachableManager() && !silent.contains(node.id()))
                .count();
        int managers = (int) nodes.stream().filter(SwarmNode::isManager).count();
        return new Quorum(managers, reachable);
    }

    /** Returns how many managers have to be reachable. */
    int needed() {
        return managers / 2 + 1;
    }

    boolean holds() {
        return reachable >= needed();
    }

    /** Returns what is left when a manager is off: it still counts. */
    Quorum withOneOff(boolean wasReachable) {
        return new Quorum(managers, wasReachable ? reachable - 1 : reachable);
    }

    /** Returns what is left when a manager becomes a worker or leaves: it no longer counts. */
    Quorum withOneLess(boolean wasReachable) {
        return new Quorum(managers - 1, wasReachable ? reachable - 1 : reachable);
    }

    /** Returns the text for messages: {@code 1 of 3 managers reachable, 2 needed}. */
    String described() {
        return reachable + " of " + managers + " managers reachable, " + needed() + " needed";
    }
}
