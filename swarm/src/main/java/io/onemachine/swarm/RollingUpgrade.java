package io.onemachine.swarm;

import io.onemachine.swarm.engine.NodeAvailability;
import io.onemachine.swarm.engine.NodeChange;
import io.onemachine.swarm.engine.NodeRole;
import io.onemachine.swarm.engine.NodeState;
import io.onemachine.swarm.engine.SwarmNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Upgrades the engines of a swarm's nodes one after the other, managers first, and keeps the swarm working. */
final class RollingUpgrade {
    private static final Duration READY = Duration.ofMinutes(2);

    private final SwarmContext context;
    private final Draining draining;
    private final UnlockKeys keys;
    private final LeaderHandover handover;

    RollingUpgrade(SwarmContext context) {
        this.context = context;
        this.draining = new Draining(context);
        this.keys = new UnlockKeys(context);
        this.handover = new LeaderHandover(context);
    }

    /** What decides on the order: other managers, the leader, workers. */
    private record Member(String name, int rank) {}

    void run(List<String> machines, boolean force, Duration drainTimeout) {
        List<Member> members = new ArrayList<>(
                InParallel.map("looking for the roles of nodes", machines, name -> new Member(name, rank(name))));
        members.sort(Comparator.comparingInt(Member::rank));
        for (Member member : members) {
            try (SwarmHost host = context.hosts().open(member.name())) {
                upgrade(host, force, drainTimeout);
            }
        }
    }

    private int rank(String name) {
        try (SwarmHost host = context.hosts().open(name);
                Located located = Located.of(context, host, false)) {
            SwarmNode node = located.managers().required(name).node(located.nodeId());
            if (!node.isManager() && host.nodeToPromote().isEmpty()) {
                return 2;
            }
            return node.isLeader() ? 1 : 0;
        }
    }

    private void upgrade(SwarmHost host, boolean force, Duration drainTimeout) {
        String name = host.name();
        try (Located located = Located.of(context, host, true)) {
            SwarmManagers managers = located.managers().required(name);
            List<SwarmNode> nodes = managers.nodes();
            SwarmNode node = RoleChange.find(nodes, located.nodeId(), name);
            boolean manager = node.isManager() || host.nodeToPromote().isPresent();
            host.remember(located.membership(), manager ? NodeRole.MANAGER : NodeRole.WORKER);
            boolean alone = nodes.stream().noneMatch(it -> !it.id().equals(node.id()) && takesTasks(it));
            if (node.isManager()) {
                requireOthers(name, managers.quorum(nodes), node, force);
            }
            NodeAvailability before = host.availabilityToRestore().orElse(node.availability());
            if (before == NodeAvailability.ACTIVE && !alone) {
                host.putAvailabilityToRestore(Optional.of(before));
                draining.drain(name, managers, node.id(), drainTimeout);
            }
            host.upgrade();
            keys.unlock(host);
            handover.complete(host);
            awaitReady(host, located, node.id(), manager);
            restore(host, managers, node.id());
        }
    }

    /** Counts a node of unknown state too: all are, for some seconds, when another manager has become the leader. */
    private static boolean takesTasks(SwarmNode node) {
        return node.state() != NodeState.DOWN && node.availability() == NodeAvailability.ACTIVE;
    }

    /**
     * A manager of a swarm with one or two cannot be upgraded without a pause, in which the swarm only keeps what runs. For the leader, its
     * restart gives the warning.
     */
    private void requireOthers(String name, Quorum now, SwarmNode node, boolean force) {
        Quorum then = now.withOneOff(node.isReachableManager());
        if (then.holds()) {
            return;
        }
        if (now.managers() > 2 && !force) {
            throw new SwarmException(
                    "The swarm would lose its quorum while the engine of the manager \"" + name + "\" restarts: "
                            + then.described(),
                    "Start its other managers first.",
                    null);
        }
        if (!node.isLeader()) {
            context.steps(name)
                    .warn("The swarm cannot be changed while the engine of \"" + name + "\" restarts: "
                            + then.described() + ".");
        }
    }

    private void awaitReady(SwarmHost host, Located located, String nodeId, boolean manager) {
        String name = host.name();
        boolean ready = context.await("waiting for " + name + " to be ready", READY, () -> {
            SwarmNode node = located.managers().node(nodeId);
            return node.isReady()
                    && host.engine(SwarmContext.REQUEST).info().swarm().isActive()
                    && (!manager || node.isReachableManager());
        });
        if (!ready) {
            throw new SwarmException("The node of machine \"" + name + "\" is not "
                    + (manager ? "ready and reachable" : "ready") + " again " + READY.toSeconds()
                    + " s after the upgrade of its engine");
        }
    }

    /** Gives a node the availability again that it had before it was drained for a while. */
    static void restore(SwarmHost host, SwarmManagers managers, String nodeId) {
        host.availabilityToRestore().ifPresent(availability -> {
            managers.order(engine -> engine.updateNode(nodeId, NodeChange.to(availability)));
            host.putAvailabilityToRestore(Optional.empty());
        });
    }
}
