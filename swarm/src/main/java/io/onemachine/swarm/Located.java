package io.onemachine.swarm;

import io.onemachine.swarm.engine.EngineInfo;
import io.onemachine.swarm.engine.LocalNodeState;
import java.util.Optional;

/**
 * A machine with its node and the managers of its swarm.
 *
 * @param info what the machine's engine says; empty when it does not answer
 */
record Located(SwarmHost host, Optional<EngineInfo> info, String nodeId, SwarmManagers managers)
        implements AutoCloseable {
    /**
     * Finds the swarm of a machine: by what its engine says, and where that does not answer or is locked, by what is stored.
     *
     * @param last whether the machine is to be asked only when no other manager answers
     * @throws SwarmException when it is in no swarm
     */
    static Located of(SwarmContext context, SwarmHost host, boolean last) {
        Optional<EngineInfo> first = SwarmContext.tryInfo(host, SwarmContext.SHORT_REQUEST);
        Optional<Membership> stored = host.membership();
        String nodeId = first.map(it -> it.swarm().nodeId())
                .filter(id -> !id.isEmpty())
                .or(() -> stored.map(Membership::nodeId))
                .orElse("");
        boolean inactive = first.filter(it -> it.swarm().state() == LocalNodeState.INACTIVE)
                .isPresent();
        if (nodeId.isEmpty() || (inactive && stored.isEmpty())) {
            throw new SwarmException("Machine \"" + host.name() + "\" is in no swarm"
                    + (first.isEmpty() ? " as far as is known, and its engine does not answer" : ""));
        }
        SwarmManagers.Wanted wanted = stored.filter(it -> it.nodeId().equals(nodeId))
                .map(SwarmManagers.Wanted::of)
                .or(() -> first.map(it -> SwarmManagers.Wanted.of(it.swarm())))
                .orElseGet(() -> new SwarmManagers.Wanted("", nodeId));
        SwarmManagers managers = SwarmManagers.find(context, wanted, last ? host.name() : "");
        // It may have been one of those that had no answer.
        Optional<EngineInfo> info =
                first.isEmpty() && managers.waited() ? SwarmContext.tryInfo(host, SwarmContext.SHORT_REQUEST) : first;
        return new Located(host, info, nodeId, managers);
    }

    Membership membership() {
        return new Membership(managers.clusterId(), nodeId);
    }

    boolean isActive() {
        return info.filter(it -> it.swarm().isActive()).isPresent();
    }

    /** Closes the managers; the host stays open. */
    @Override
    public void close() {
        managers.close();
    }
}
