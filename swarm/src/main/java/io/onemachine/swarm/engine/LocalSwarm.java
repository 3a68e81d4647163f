package io.onemachine.swarm.engine;

import java.util.List;

/**
 * An engine's part in a swarm, by its own account.
 *
 * @param nodeId its node; empty when it is in none, is locked, or has not joined yet
 * @param nodeAddress the address that it advertises
 * @param manager whether it is a manager that can be asked and given orders
 * @param error why it is in the state; empty when all is well
 * @param clusterId the swarm; empty except on managers
 * @param managers the managers that it knows of
 * @param nodeCount how many nodes the swarm has; 0 except on managers
 * @param managerCount how many of them are managers; 0 except on managers
 */
public record LocalSwarm(
        LocalNodeState state,
        String nodeId,
        String nodeAddress,
        boolean manager,
        String error,
        String clusterId,
        List<RemoteManager> managers,
        long nodeCount,
        long managerCount) {
    public LocalSwarm {
        managers = List.copyOf(managers);
    }

    public boolean isActive() {
        return state == LocalNodeState.ACTIVE;
    }
}
