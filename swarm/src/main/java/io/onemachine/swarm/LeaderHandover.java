package io.onemachine.swarm;

import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.swarm.engine.NodeChange;
import io.onemachine.swarm.engine.NodeRole;
import io.onemachine.swarm.engine.SwarmEngine;
import io.onemachine.swarm.engine.SwarmNode;
import java.time.Duration;
import java.util.List;

/**
 * Hands the leadership of a swarm over before the engine of its leader restarts. A leader that just goes leaves the swarm without one for
 * some 15 seconds, in which it refuses all changes; one that is demoted before is replaced at once.
 *
 * <p>A note in the machine's configuration says from before the demotion until after the promotion that the machine is to be a manager: a
 * command that is killed in between is completed by the next one that starts, restarts or promotes the machine.
 */
final class LeaderHandover {
    /** Until a node is ready again in the eyes of the managers. */
    private static final Duration READY = Duration.ofMinutes(2);

    /** So many managers besides the leader have to take part: one of them may fail while the leader restarts no more than before. */
    private static final int OTHERS = 2;

    private final SwarmContext context;
    private final RoleChange roles;

    LeaderHandover(SwarmContext context) {
        this.context = context;
        this.roles = new RoleChange(context);
    }

    /**
     * Demotes a machine that is the leader of its swarm where the others can do without it; warns where they cannot. Does nothing for
     * another machine, and for an engine that does not answer, as it does not with certificates of a CA that was just replaced.
     */
    void begin(SwarmHost host) {
        if (!isLeader(host)) {
            return;
        }
        String name = host.name();
        try (Located located = Located.of(context, host, true)) {
            SwarmManagers managers = located.managers();
            if (managers.isEmpty()) {
                return;
            }
            List<SwarmNode> nodes = managers.nodes();
            SwarmNode node = RoleChange.find(nodes, located.nodeId(), name);
            Quorum now = Quorum.of(nodes);
            if (managers.hasOtherThan(name)
                    && now.reachable() > OTHERS
                    && now.withOneLess(true).holds()) {
                demote(host, located, node);
            } else if (nodes.size() > 1) {
                warn(host, now.withOneOff(true));
            }
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            context.steps(name)
                    .warn("The leadership of the swarm was not handed over by \"" + name + "\": " + e.getMessage()
                            + ". It cannot be changed until its managers have elected another leader.");
        }
    }

    private void warn(SwarmHost host, Quorum then) {
        String consequence = then.holds()
                ? "The swarm cannot be changed for some seconds when the engine of its leader \"" + host.name()
                        + "\" restarts: "
                : "The swarm cannot be changed while the engine of \"" + host.name() + "\" restarts: ";
        context.steps(host.name()).warn(consequence + then.described() + ".");
    }

    /** Asks the engine itself, and only once: for most machines that is all. */
    private static boolean isLeader(SwarmHost host) {
        try {
            return host.membership().isPresent()
                    && host.engine(SwarmContext.SHORT_REQUEST)
                            .node(host.membership().get().nodeId())
                            .isLeader();
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            return false;
        }
    }

    private void demote(SwarmHost host, Located located, SwarmNode node) {
        host.putNodeToPromote(node.id());
        try {
            roles.demote(
                    host, located, node, "Handing over the leadership of the swarm from \"" + host.name() + "\"...");
            roles.awaitCertificateOfWorker(host);
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            located.managers().order(engine -> engine.updateNode(node.id(), NodeChange.to(NodeRole.MANAGER)));
            host.clearNodeToPromote();
            throw e;
        }
    }

    /** Makes a machine a manager again that was demoted for a restart; does nothing for others. */
    void complete(SwarmHost host) {
        if (host.nodeToPromote().isEmpty()) {
            return;
        }
        String name = host.name();
        context.steps(name).note("Machine \"" + name + "\" was demoted for its restart; it becomes a manager again.");
        try (Located located = Located.of(context, host, true)) {
            if (!host.nodeToPromote().get().equals(located.nodeId())) {
                host.clearNodeToPromote(); // It has joined anew since.
                return;
            }
            SwarmManagers managers = located.managers().required(name);
            SwarmEngine engine = host.engine(SwarmContext.REQUEST);
            boolean ready = context.await(
                    "waiting for " + name + " to be ready",
                    READY,
                    () -> engine.info().swarm().isActive()
                            && managers.node(located.nodeId()).isReady());
            if (!ready) {
                throw new SwarmException("The node of machine \"" + name + "\" is not ready " + READY.toSeconds()
                        + " s after its engine restarted, and is a worker until it is promoted");
            }
            roles.promote(host, located, managers.node(located.nodeId()));
        }
    }

    /** Completes it after a restart that failed, where the engine answers nevertheless. */
    void completeAfter(SwarmHost host, RuntimeException failure) {
        try {
            if (SwarmContext.tryInfo(host, SwarmContext.SHORT_REQUEST).isPresent()) {
                complete(host);
            }
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            failure.addSuppressed(e);
        }
    }

    /** Says what an interruption leaves. */
    void warnOfPending(SwarmHost host) {
        if (host.nodeToPromote().isPresent()) {
            context.steps(host.name())
                    .warn("Machine \"" + host.name()
                            + "\" was demoted for its restart and is a worker for now. The next command that restarts,"
                            + " starts or promotes it makes it a manager again.");
        }
    }
}
