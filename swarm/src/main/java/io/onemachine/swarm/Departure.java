package io.onemachine.swarm;

import io.onemachine.machine.engine.EngineRefusedException;
import io.onemachine.machine.error.EngineException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.reference.Reference;
import io.onemachine.swarm.engine.EngineInfo;
import io.onemachine.swarm.engine.LocalNodeState;
import io.onemachine.swarm.engine.SwarmEngine;
import io.onemachine.swarm.engine.SwarmNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Takes machines out of their swarm: drained, as workers, and without a trace in the list of nodes. */
final class Departure {
    private final SwarmContext context;
    private final RoleChange roles;
    private final Draining draining;

    Departure(SwarmContext context) {
        this.context = context;
        this.roles = new RoleChange(context);
        this.draining = new Draining(context);
    }

    /**
     * Takes a machine out of its swarm. One whose engine does not answer is removed by the managers.
     *
     * @param force whether to go on without quorum, with tasks that still run, and as the last manager
     */
    void leave(SwarmHost host, boolean force, Duration drainTimeout) {
        if (host.membership().isEmpty() && leaveUnjoined(host, force)) {
            return;
        }
        String swarm;
        try (Located located = Located.of(context, host, true)) {
            if (!isManager(located)) {
                leave(located, force, drainTimeout);
                return;
            }
            swarm = located.managers().clusterId();
        }
        RoleChange.inTurn(swarm, host.name(), () -> {
            try (Located located = Located.of(context, host, true)) { // others may have gone since
                leave(located, force, drainTimeout);
            }
        });
    }

    private static boolean isManager(Located located) {
        SwarmManagers managers = located.managers();
        return !managers.isEmpty()
                && managers.findNode(located.nodeId())
                        .filter(SwarmNode::isManager)
                        .isPresent();
    }

    private void leave(Located located, boolean force, Duration drainTimeout) {
        SwarmHost host = located.host();
        if (!located.managers().hasOtherThan(host.name())) {
            leaveAlone(located, force);
        } else {
            leaveOthers(located, force, drainTimeout);
        }
        host.forget();
    }

    /** Ends an attempt to join, and a part in a swarm that is not known because the engine is locked or failed. */
    private boolean leaveUnjoined(SwarmHost host, boolean force) {
        Optional<EngineInfo> info = SwarmContext.tryInfo(host, SwarmContext.SHORT_REQUEST);
        if (info.isEmpty() || !info.get().swarm().nodeId().isEmpty()) {
            return false;
        }
        switch (info.get().swarm().state()) {
            case INACTIVE, ACTIVE -> {
                return false;
            }
            case ERROR, LOCKED -> {
                if (!force) {
                    throw new SwarmException(
                            "The part of \"" + host.name() + "\" in its swarm is not known: "
                                    + info.get().swarm().error(),
                            "Use " + Reference.option("force") + " to end it.",
                            null);
                }
            }
            case PENDING -> {}
        }
        host.engine(SwarmContext.REQUEST).leave(true);
        return true;
    }

    /** Leaves where no other manager can be asked. */
    private void leaveAlone(Located located, boolean force) {
        String name = located.host().name();
        boolean inactive = located.info()
                .filter(info -> info.swarm().state() == LocalNodeState.INACTIVE)
                .isPresent();
        if (inactive) {
            context.steps(name)
                    .note("The engine of \"" + name + "\" has left its swarm already; no manager was found to ask.");
            return;
        }
        if (!force) {
            throw new SwarmException(
                    isLastManager(located)
                            ? "Machine \"" + name + "\" is the last manager of its swarm, which ends without it"
                            : "No other machine of this store answers as a manager of the swarm of \"" + name + "\"",
                    "Promote another machine first, or use " + Reference.option("force") + ".",
                    null);
        }
        if (located.info().isPresent()) {
            context.steps(name)
                    .run(
                            "Taking \"" + name + "\" out of its swarm...",
                            () -> located.host().engine(SwarmContext.REQUEST).leave(true));
        }
    }

    private static boolean isLastManager(Located located) {
        return !located.managers().isEmpty()
                && Quorum.of(located.managers().nodes()).managers() == 1;
    }

    private void leaveOthers(Located located, boolean force, Duration drainTimeout) {
        String name = located.host().name();
        SwarmManagers managers = located.managers();
        List<SwarmNode> nodes = managers.nodes();
        Optional<SwarmNode> node =
                nodes.stream().filter(it -> it.id().equals(located.nodeId())).findFirst();
        if (located.info().isEmpty()) {
            context.steps(name).note("The engine of \"" + name + "\" does not answer; the managers remove its node.");
        }
        if (node.isPresent()) {
            boolean removable = !node.get().isManager() || isRemovable(located, nodes, node.get(), force);
            if (located.isActive()) {
                drain(located, force, drainTimeout);
            }
            if (node.get().isManager() && removable) {
                roles.demote(located.host(), located, node.get());
            }
        }
        context.steps(name).run("Taking \"" + name + "\" out of its swarm...", () -> {
            leaveEngine(located, force);
            if (node.isPresent()) {
                removeNode(located, force);
            }
        });
        if (node.isPresent() && node.get().isManager() && !force) {
            context.warnOfTwoManagers(name, managers.nodes());
        }
    }

    /** Returns whether a manager can be demoted; false only when forced. */
    private boolean isRemovable(Located located, List<SwarmNode> nodes, SwarmNode node, boolean force) {
        try {
            RoleChange.requireRemovable(located.host().name(), nodes, node);
            return true;
        } catch (SwarmException e) {
            if (!force) {
                throw e;
            }
            context.steps(located.host().name()).warn(e.getMessage());
            return false;
        }
    }

    private void drain(Located located, boolean force, Duration timeout) {
        try {
            draining.drain(located.host().name(), located.managers(), located.nodeId(), timeout);
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            if (!force) {
                throw e;
            }
            context.steps(located.host().name()).warn(e.getMessage());
        }
    }

    private static void leaveEngine(Located located, boolean force) {
        if (located.info().isEmpty()) {
            return;
        }
        LocalNodeState state = located.info().get().swarm().state();
        if (state == LocalNodeState.INACTIVE) {
            return;
        }
        SwarmEngine engine = located.host().engine(SwarmContext.REQUEST);
        try {
            // One that is locked, joining or in error needs force, and nothing is lost by that.
            engine.leave(force || state != LocalNodeState.ACTIVE);
        } catch (EngineException e) {
            if (!force) {
                throw e;
            }
        }
    }

    /** Does not wait for the managers to notice that the node has left, which takes 15 seconds: they remove it as well before. */
    private void removeNode(Located located, boolean force) {
        try {
            located.managers().order(engine -> removeIfThere(engine, located.nodeId()));
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            if (!force) {
                throw e;
            }
            context.steps(located.host().name())
                    .warn("Node " + located.nodeId() + " stays in the list of the swarm's nodes: " + e.getMessage());
        }
    }

    private static void removeIfThere(SwarmEngine engine, String nodeId) {
        try {
            engine.removeNode(nodeId, true);
        } catch (EngineRefusedException e) {
            if (e.status() != 404) {
                throw e;
            }
        }
    }
}
