package io.onemachine.swarm;

import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.swarm.engine.NodeChange;
import io.onemachine.swarm.engine.NodeRole;
import io.onemachine.swarm.engine.SwarmNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Makes workers managers, and managers workers. */
final class RoleChange {
    /** A leader that becomes a worker takes some seconds, as the others elect a new one first. */
    private static final Duration LIMIT = Duration.ofSeconds(90);

    /** Nodes report to a new leader within some heartbeats of five seconds. */
    private static final Duration KNOWN = Duration.ofSeconds(30);

    /** A node that was demoted asks for the certificate of a worker after 16 seconds at the latest. */
    private static final Duration CERTIFIED = Duration.ofMinutes(1);

    private static final Map<String, Lock> TURNS = new ConcurrentHashMap<>();

    private final SwarmContext context;
    private final UnlockKeys keys;

    RoleChange(SwarmContext context) {
        this.context = context;
        this.keys = new UnlockKeys(context);
    }

    /**
     * Lets one manager of a swarm at a time restart, be demoted or leave: each of two at the same time would count on the other for the
     * quorum. Holds for this process.
     */
    static void inTurn(String clusterId, String machine, Runnable work) {
        Lock lock = TURNS.computeIfAbsent(clusterId, none -> new ReentrantLock());
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException("waiting for the other managers before " + machine);
        }
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    /** @param last whether the roles are as they are to be afterwards, so that a warning about them makes sense */
    void promote(SwarmHost host, boolean last) {
        try (Located located = Located.of(context, host, false)) {
            String name = host.name();
            SwarmManagers managers = located.managers().required(name);
            SwarmNode node = managers.node(located.nodeId());
            if (!node.isReachableManager()) {
                requireReady(name, managers, node.id());
                host.openPorts(true);
            }
            promote(host, located, node);
            if (last) {
                context.warnOfTwoManagers(name, managers.nodes());
            }
        }
    }

    /** Promotes a node that is ready, unless it is a manager, and remembers that. */
    void promote(SwarmHost host, Located located, SwarmNode node) {
        SwarmManagers managers = located.managers();
        if (!node.isReachableManager()) {
            if (!node.isManager()) {
                awaitCertificateOfWorker(host);
            }
            context.steps(host.name()).run("Promoting \"" + host.name() + "\" to a manager...", () -> {
                managers.order(engine -> engine.updateNode(node.id(), NodeChange.to(NodeRole.MANAGER)));
                awaitManager(host, managers, node.id());
            });
        }
        host.remember(located.membership(), NodeRole.MANAGER);
        host.clearNodeToPromote();
        keys.fetch(host, managers);
    }

    /**
     * Waits until a node that was demoted has the certificate of a worker. If it is promoted before, or restarts, it goes on as the manager
     * that the others have removed, and never becomes another one.
     */
    void awaitCertificateOfWorker(SwarmHost host) {
        boolean worker = context.await(
                "waiting for the certificate of the node of " + host.name(),
                CERTIFIED,
                () -> host.certifiedRole().filter(NodeRole.MANAGER::equals).isEmpty());
        if (!worker) {
            throw new SwarmException("The node of machine \"" + host.name()
                    + "\" still has the certificate of a manager " + CERTIFIED.toSeconds() + " s after it was demoted");
        }
    }

    /** Fails for a node that is off: it would become a manager whenever it comes back. */
    private void requireReady(String machine, SwarmManagers managers, String nodeId) {
        if (!awaitReady(machine, managers, nodeId)) {
            throw new SwarmException("Machine \"" + machine + "\" cannot become a manager: its node is "
                    + managers.node(nodeId).state().name().toLowerCase(Locale.ROOT));
        }
    }

    /** Waits for a node of unknown state: all are, for some seconds, when another manager has become the leader. */
    private boolean awaitReady(String machine, SwarmManagers managers, String nodeId) {
        context.await("waiting for the state of " + machine, KNOWN, () -> switch (managers.node(nodeId)
                .state()) {
            case READY, DOWN -> true;
            case UNKNOWN, DISCONNECTED -> false;
        });
        return managers.node(nodeId).isReady();
    }

    /** Waits until a node is a reachable manager in the eyes of the others and in its own. */
    void awaitManager(SwarmHost host, SwarmManagers managers, String nodeId) {
        boolean reachable = context.await(
                "waiting for " + host.name() + " to be a manager",
                LIMIT,
                () -> managers.node(nodeId).isReachableManager()
                        && host.engine(SwarmContext.REQUEST).info().swarm().manager());
        if (!reachable) {
            throw new SwarmException(
                    "Machine \"" + host.name() + "\" did not become a reachable manager of the swarm within "
                            + LIMIT.toSeconds() + " s",
                    "Check that the other managers reach its port 2377.",
                    null);
        }
    }

    /** @param last as for {@link #promote(SwarmHost, boolean)} */
    void demote(SwarmHost host, boolean last) {
        String swarm;
        try (Located located = Located.of(context, host, true)) {
            swarm = located.managers().clusterId();
        }
        inTurn(swarm, host.name(), () -> demoteInTurn(host, last));
    }

    private void demoteInTurn(SwarmHost host, boolean last) {
        try (Located located = Located.of(context, host, true)) {
            String name = host.name();
            SwarmManagers managers = located.managers().required(name);
            List<SwarmNode> nodes = managers.nodes();
            SwarmNode node = find(nodes, located.nodeId(), name);
            if (node.isManager()) {
                requireRemovable(name, nodes, node);
                demote(host, located, node);
                if (managers.hasOtherThan(name)) {
                    if (located.isActive()) {
                        awaitReady(name, managers, node.id());
                    }
                    if (last) {
                        context.warnOfTwoManagers(name, managers.nodes());
                    }
                }
            }
            host.remember(located.membership(), NodeRole.WORKER);
            host.clearNodeToPromote();
            host.putUnlockKeys(List.of());
        }
    }

    /** Demotes a manager without asking for the quorum, and waits until it is a worker. */
    void demote(SwarmHost host, Located located, SwarmNode node) {
        demote(host, located, node, "Demoting \"" + host.name() + "\" to a worker...");
    }

    /** @param step what is reported */
    void demote(SwarmHost host, Located located, SwarmNode node, String step) {
        String name = host.name();
        SwarmManagers managers = located.managers();
        boolean answers = located.isActive();
        context.steps(name).run(step, () -> {
            managers.order(engine -> engine.updateNode(node.id(), NodeChange.to(NodeRole.WORKER)));
            boolean demoted = context.await(
                    "waiting for " + name + " to be a worker",
                    LIMIT,
                    () -> (!managers.hasOtherThan(name)
                                    || managers.node(node.id()).manager().isEmpty())
                            && (!answers
                                    || !host.engine(SwarmContext.REQUEST)
                                            .info()
                                            .swarm()
                                            .manager()));
            if (!demoted) {
                throw new SwarmException("Machine \"" + name + "\" did not become a worker of the swarm within "
                        + LIMIT.toSeconds() + " s");
            }
        });
    }

    /**
     * Fails where the swarm could not decide any more without the manager.
     *
     * @throws SwarmException with the numbers
     */
    static void requireRemovable(String machine, List<SwarmNode> nodes, SwarmNode node) {
        Quorum now = Quorum.of(nodes);
        if (now.managers() <= 1) {
            throw new SwarmException(
                    "Machine \"" + machine + "\" is the last manager of its swarm",
                    "Promote another machine first.",
                    null);
        }
        Quorum then = now.withOneLess(node.isReachableManager());
        if (!then.holds()) {
            throw new SwarmException(
                    "The swarm would lose its quorum without the manager \"" + machine + "\": " + then.described(),
                    "Start its other managers, or remove those that are lost, first.",
                    null);
        }
    }

    static SwarmNode find(List<SwarmNode> nodes, String id, String machine) {
        return nodes.stream()
                .filter(node -> node.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new SwarmException(
                        "The swarm has no node of machine \"" + machine + "\" any more (" + id + ")"));
    }
}
