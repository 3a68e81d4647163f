package io.onemachine.swarm;

import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.reference.Reference;
import io.onemachine.swarm.engine.JoinRequest;
import io.onemachine.swarm.engine.LocalNodeState;
import io.onemachine.swarm.engine.LocalSwarm;
import io.onemachine.swarm.engine.NodeAvailability;
import io.onemachine.swarm.engine.NodeChange;
import io.onemachine.swarm.engine.NodeRole;
import io.onemachine.swarm.engine.SwarmAddresses;
import io.onemachine.swarm.engine.SwarmEngine;
import io.onemachine.swarm.engine.SwarmNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps a swarm whole while the host of a member stops, starts, restarts or goes. */
final class MemberChanges {
    private static final Duration ACTIVE = Duration.ofSeconds(90);

    private final SwarmContext context;
    private final UnlockKeys keys;
    private final LeaderHandover handover;

    /** The managers that began to stop here, by their nodes: the others may still see them as reachable. */
    private final Set<Membership> stopping = new HashSet<>();

    MemberChanges(SwarmContext context) {
        this.context = context;
        this.keys = new UnlockKeys(context);
        this.handover = new LeaderHandover(context);
    }

    void warn(String machine, MachineException failure) {
        context.steps(machine)
                .warn("The swarm node of \"" + machine + "\" is not as it was: " + failure.getMessage()
                        + failure.hint().map(hint -> ". " + hint).orElse(""));
    }

    void beforeStop(SwarmHost host, boolean force, boolean drain) {
        if (host.membership().isEmpty() || (force && !drain)) {
            return; // What is forced asks nothing: without a quorum the answer takes half a minute.
        }
        String name = host.name();
        try (Located located = Located.of(context, host, true)) {
            SwarmManagers managers = located.managers();
            if (managers.isEmpty()) {
                return; // The swarm is off, or has no quorum left to lose.
            }
            List<SwarmNode> nodes = managers.nodes();
            Optional<SwarmNode> node = nodes.stream()
                    .filter(it -> it.id().equals(located.nodeId()))
                    .findFirst();
            if (node.isEmpty()) {
                return;
            }
            if (node.get().isReachableManager()) {
                beginStop(located, nodes, force);
            }
            if (drain) {
                drain(located, node.get());
            }
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            if (!force) {
                throw e;
            }
            context.steps(name).warn(e.getMessage());
        }
    }

    /** Notes that a manager goes off, unless the swarm needs it. A swarm of one node ends its work with it anyway. */
    private synchronized void beginStop(Located located, List<SwarmNode> nodes, boolean force) {
        Membership membership = located.membership();
        String machine = located.host().name();
        Set<String> off = new HashSet<>();
        stopping.stream()
                .filter(other -> other.clusterId().equals(membership.clusterId()))
                .forEach(other -> off.add(other.nodeId()));
        off.add(membership.nodeId());
        Quorum then = located.managers().quorum(nodes, off);
        if (!force && nodes.size() > 1 && !then.holds()) {
            throw new SwarmException(
                    "The swarm would lose its quorum without the manager \"" + machine + "\": " + then.described(),
                    "Start its other managers, or promote more machines, first; or use " + Reference.option("force")
                            + ".",
                    null);
        }
        stopping.add(membership);
    }

    private synchronized void endStop(Membership membership) {
        stopping.remove(membership);
    }

    private void drain(Located located, SwarmNode node) {
        if (node.availability() == NodeAvailability.ACTIVE) {
            located.host().putAvailabilityToRestore(Optional.of(node.availability()));
            new Draining(context)
                    .drain(located.host().name(), located.managers(), located.nodeId(), SwarmOperations.DRAIN_TIMEOUT);
        }
    }

    void whileRestarting(SwarmHost host, Runnable work) {
        Optional<Membership> membership = host.membership();
        if (membership.isEmpty() || !(host.wasManager() || host.nodeToPromote().isPresent())) {
            work.run();
            return;
        }
        RoleChange.inTurn(membership.get().clusterId(), host.name(), () -> {
            handover.begin(host);
            restart(host, work);
        });
    }

    private void restart(SwarmHost host, Runnable work) {
        boolean done = false;
        try {
            work.run();
            keys.unlock(host);
            handover.complete(host);
            awaitWorkingManager(host);
            done = true;
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            handover.completeAfter(host, e);
            throw e;
        } finally {
            if (!done) {
                handover.warnOfPending(host);
            }
        }
    }

    /** Waits, before the next manager restarts, until this one takes part again; does not wait for one that is none any more. */
    private void awaitWorkingManager(SwarmHost host) {
        boolean working = context.await("waiting for " + host.name() + " to be a manager again", ACTIVE, () -> {
            LocalSwarm swarm = host.engine(SwarmContext.REQUEST).info().swarm();
            return swarm.state() == LocalNodeState.INACTIVE
                    || (swarm.isActive()
                            && swarm.error().isEmpty()
                            && (!swarm.manager() || !swarm.clusterId().isEmpty()));
        });
        if (!working) {
            throw new SwarmException("Machine \"" + host.name() + "\" is not a working manager of its swarm "
                    + ACTIVE.toSeconds() + " s after its engine was restarted");
        }
    }

    void afterStart(SwarmHost host) {
        Optional<Membership> membership = host.membership();
        if (membership.isEmpty()) {
            return;
        }
        endStop(membership.get());
        keys.unlock(host);
        LocalSwarm swarm = settled(host);
        if (swarm.state() == LocalNodeState.INACTIVE) {
            throw new SwarmException(
                    "Its engine is in no swarm any more", "Take it out of the swarm and let it join again.", null);
        }
        if (!AddressChoice.has(host, swarm.nodeAddress())) {
            RoleChange.inTurn(
                    membership.get().clusterId(),
                    host.name(),
                    () -> rejoin(host, membership.get(), swarm.nodeAddress()));
            return;
        }
        handover.complete(host);
        if (host.availabilityToRestore().isPresent()) {
            try (Located located = Located.of(context, host, false)) {
                SwarmManagers managers = located.managers().required(host.name());
                RollingUpgrade.restore(host, managers, located.nodeId());
            }
        }
    }

    /** Returns the engine's part in the swarm when it has found that again; as it is when time is up. */
    private LocalSwarm settled(SwarmHost host) {
        SwarmEngine engine = host.engine(SwarmContext.REQUEST);
        context.await("waiting for the swarm node of " + host.name(), ACTIVE, () -> switch (engine.info()
                .swarm()
                .state()) {
            case ACTIVE -> engine.info().swarm().error().isEmpty();
            case INACTIVE, ERROR, LOCKED -> true;
            case PENDING -> false;
        });
        return engine.info().swarm();
    }

    /** Replaces a node whose host has another address: a node keeps the one with which it joined. */
    private void rejoin(SwarmHost host, Membership membership, String oldAddress) {
        String name = host.name();
        SwarmAddresses addresses = Joining.addresses(host, Optional.empty(), Optional.empty(), Optional.empty());
        context.steps(name)
                .note("The address of \"" + name + "\" in its swarm has changed from " + oldAddress + " to "
                        + addresses.advertise() + "; it joins the swarm again.");
        try (SwarmManagers managers = SwarmManagers.find(context, SwarmManagers.Wanted.of(membership), name)) {
            if (!managers.hasOtherThan(name)) {
                throw new SwarmException(
                        "No other manager of its swarm answers, and managers keep the address with which they joined ("
                                + oldAddress + ")",
                        "Give the host its old address again.",
                        null);
            }
            List<SwarmNode> nodes = managers.nodes();
            SwarmNode old = RoleChange.find(nodes, membership.nodeId(), name);
            if (old.isManager()) {
                RoleChange.requireRemovable(name, nodes, old);
            }
            Optional<NodeAvailability> availability =
                    host.availabilityToRestore().or(() -> Optional.of(old.availability()));
            NodeRole role = host.nodeToPromote().isPresent() ? NodeRole.MANAGER : old.role();
            if (old.isManager()) {
                managers.order(engine -> engine.updateNode(old.id(), NodeChange.to(NodeRole.WORKER)));
                context.await(
                        "waiting for " + name + " to be a worker",
                        ACTIVE,
                        () -> managers.node(old.id()).manager().isEmpty());
            }
            SwarmEngine engineOfHost = host.engine(SwarmContext.REQUEST);
            if (engineOfHost.info().swarm().state() != LocalNodeState.INACTIVE) {
                engineOfHost.leave(true);
            }
            managers.order(engine -> engine.removeNode(old.id(), true));
            JoinRequest request = new JoinRequest(
                    Joining.managerAddresses(managers.nodes(), ""),
                    managers.ask(SwarmEngine::joinTokens).of(role),
                    addresses,
                    availability.orElse(NodeAvailability.ACTIVE));
            new Joining(context).join(host, managers, request, role, old.labels());
            host.clearNodeToPromote();
            host.putAvailabilityToRestore(Optional.empty());
        }
    }

    void beforeRemoval(SwarmHost host, boolean force) {
        if (host.membership().isPresent()) {
            new Departure(context).leave(host, force, SwarmOperations.DRAIN_TIMEOUT);
        }
    }
}
