package io.onemachine.swarm.engine;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/**
 * A node, as a manager lists it.
 *
 * @param id what identifies the node; a host that leaves and joins again gets another one
 * @param version changes with every update
 * @param role the role that it is to have; {@link #manager} shows what it has
 * @param labels the labels of the node in the swarm, not those of its engine
 * @param stateMessage what explains the state; often empty
 * @param address the address from which it reaches the managers; may be empty
 * @param manager present while it is a member of the managers
 * @param engineVersion such as {@code 26.1.5}; empty until it has reported
 * @param hostname not unique
 */
public record SwarmNode(
        String id,
        long version,
        NodeRole role,
        NodeAvailability availability,
        Map<String, String> labels,
        NodeState state,
        String stateMessage,
        String address,
        Optional<ManagerStatus> manager,
        String engineVersion,
        String hostname) {
    /** @throws NullPointerException when an argument is null */
    public SwarmNode {
        requireNonNull(id, "id is null");
        labels = Map.copyOf(labels);
    }

    public boolean isReady() {
        return state == NodeState.READY;
    }

    /** Returns whether it is a manager, or still one although it is to be a worker. */
    public boolean isManager() {
        return role == NodeRole.MANAGER || manager.isPresent();
    }

    /** Returns whether it decides at present; no node does while the managers elect a leader. */
    public boolean isLeader() {
        return manager.isPresent() && manager.get().leader();
    }

    /** Returns whether it is a manager that takes part in decisions. */
    public boolean isReachableManager() {
        return manager.isPresent() && manager.get().isReachable();
    }
}
