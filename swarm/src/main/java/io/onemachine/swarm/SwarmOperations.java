package io.onemachine.swarm;

import io.onemachine.machine.Machines;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.progress.Progress;
import io.onemachine.machine.reference.Reference;
import io.onemachine.machine.time.Sleeper;
import io.onemachine.swarm.engine.NodeAvailability;
import io.onemachine.swarm.engine.NodeChange;
import io.onemachine.swarm.engine.NodeState;
import io.onemachine.swarm.engine.RotationTarget;
import io.onemachine.swarm.engine.SwarmEngine;
import io.onemachine.swarm.engine.SwarmNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Docker's swarm mode over the machines of a store. Everything goes over the engines' TLS API; join tokens go from engine to engine.
 *
 * <p>All methods throw a {@link MachineException}: a {@link SwarmCheckException} when nothing was changed because a check failed, a {@link
 * SwarmException} for what the swarm does not allow, and an {@link io.onemachine.machine.error.EngineException} for what an engine
 * refused. Machines must not be locked by the calling thread, except in {@link SwarmMembership}.
 */
public final class SwarmOperations {
    /** How long to wait for the tasks of a node to end, unless said otherwise. */
    public static final Duration DRAIN_TIMEOUT = Duration.ofMinutes(2);

    private static final Duration CA_ROTATION = Duration.ofMinutes(5);

    private final SwarmContext context;

    /** @param machines a store that has a {@link SwarmMembership}, without which the swarm does not learn of restarts and removals */
    public SwarmOperations(Machines machines, Progress progress) {
        this(new SwarmContext(SwarmHosts.of(machines), progress, Sleeper.system()));
    }

    SwarmOperations(SwarmContext context) {
        this.context = context;
    }

    /** Creates a swarm with a machine as its only manager. */
    public void init(String machine, SwarmInit init) {
        withHost(machine, host -> new Joining(context).init(host, init));
    }

    /**
     * Lets machines join a swarm. All are checked first; machines that are in it already are left as they are.
     *
     * @param to a machine of the swarm
     */
    public void join(String to, List<String> machines, SwarmJoin join) {
        new Joining(context).join(to, machines, join);
    }

    /** Makes machines managers, one after the other. */
    public void promote(List<String> machines) {
        withEach(machines, (host, last) -> new RoleChange(context).promote(host, last));
    }

    /** Makes machines workers, one after the other; refused where the swarm would lose its quorum. */
    public void demote(List<String> machines) {
        withEach(machines, (host, last) -> new RoleChange(context).demote(host, last));
    }

    /**
     * Moves the tasks of machines to others, and waits until none runs.
     *
     * @throws SwarmException with the tasks that still run when time is up; the machine gets no new ones
     */
    public void drain(List<String> machines, Duration timeout) {
        for (String machine : machines) {
            withLocated(machine, located -> {
                new Draining(context).drain(machine, located.managers().required(machine), located.nodeId(), timeout);
                located.host().putAvailabilityToRestore(Optional.empty());
            });
        }
    }

    /** Lets machines get tasks again. */
    public void activate(List<String> machines) {
        for (String machine : machines) {
            withLocated(machine, located -> {
                located.managers()
                        .required(machine)
                        .order(engine -> engine.updateNode(located.nodeId(), NodeChange.to(NodeAvailability.ACTIVE)));
                located.host().putAvailabilityToRestore(Optional.empty());
            });
        }
    }

    /**
     * Takes machines out of their swarm, one after the other: drains, demotes and removes each. One whose engine does not answer is removed
     * by the managers.
     *
     * @param force whether to go on where the swarm loses its quorum or its last manager, and with tasks that still run
     */
    public void leave(List<String> machines, boolean force, Duration drainTimeout) {
        machines.forEach(machine -> withHost(machine, host -> new Departure(context).leave(host, force, drainTimeout)));
    }

    /** Returns the nodes of all swarms that have machines of the store. A swarm that does not answer is reported as a warning. */
    public List<SwarmListEntry> list() {
        return SwarmReading.list(context);
    }

    /** Returns the membership of a machine, as stored; empty when it is in no swarm. */
    public Optional<Membership> membership(String machine) {
        try (SwarmHost host = context.hosts().open(machine)) {
            return host.membership();
        }
    }

    /**
     * Asks the swarms that have some of these machines: in most cases with one request to each swarm, and never to engines of machines that
     * are in none, as the store knows. Returns none for machines in no swarm.
     */
    public List<SwarmView> views(Collection<String> machines) {
        return SwarmReading.views(context, machines);
    }

    /** Replaces all labels of a machine's node. */
    public void setLabels(String machine, Map<String, String> labels) {
        withLocated(
                machine,
                located -> located.managers()
                        .required(machine)
                        .order(engine -> engine.updateNode(located.nodeId(), NodeChange.toLabels(labels))));
    }

    /** Returns whether managers of a machine's swarm need a key after each restart. */
    public boolean isAutolocked(String machine) {
        Membership membership = membership(machine)
                .orElseThrow(() -> new SwarmException("Machine \"" + machine + "\" is in no swarm of this store"));
        return new SwarmReading(context, SwarmMember.all(context))
                .settings(membership.clusterId())
                .autolock();
    }

    /**
     * Lets managers of a machine's swarm be locked after each restart, or not any more. The keys are stored for all managers of the store,
     * and removed for those that answer.
     */
    public void setAutolock(String machine, boolean autolock) {
        withLocated(
                machine,
                located -> new UnlockKeys(context)
                        .setAutolock(machine, located.managers().required(machine), autolock));
    }

    /**
     * Forgets the swarms that consist of these machines only, which are about to be removed: their removal drains nothing then and needs no
     * quorum. A swarm that has another machine of the store, or a node of a host that is not in the store and is up, stays as it is.
     * When it was interrupted, the same call completes it.
     *
     * @return the machines whose membership was forgotten; the others leave their swarm when they are removed
     */
    public Set<String> dissolve(Collection<String> machines) {
        return new Dissolution(context).dissolve(machines);
    }

    /** Returns the machines of each swarm, as stored, by the swarm's id; asks no engine. */
    public Map<String, List<String>> members() {
        Map<String, List<String>> members = new TreeMap<>();
        SwarmMember.all(context)
                .forEach(member -> members.computeIfAbsent(member.membership().clusterId(), none -> new ArrayList<>())
                        .add(member.name()));
        return members;
    }

    /** Replaces the join tokens of a machine's swarm. */
    public void rotateTokens(String machine) {
        withLocated(
                machine,
                located -> located.managers()
                        .required(machine)
                        .order(engine ->
                                engine.rotate(EnumSet.of(RotationTarget.WORKER_TOKEN, RotationTarget.MANAGER_TOKEN))));
    }

    /**
     * Replaces the CA of a machine's swarm, and waits until all its nodes have certificates of the new one.
     *
     * @throws SwarmCheckException when a node is down: the rotation would not end
     */
    public void rotateCa(String machine) {
        withLocated(machine, located -> replaceCa(machine, located.managers().required(machine)));
    }

    /** Replaces the key that managers need after a restart, and stores the new one for all managers of the store. */
    public void rotateUnlockKey(String machine) {
        withLocated(
                machine,
                located -> new UnlockKeys(context)
                        .rotate(machine, located.managers().required(machine)));
    }

    /** Unlocks managers after a restart, with the key that is stored or that other managers know. */
    public void unlock(List<String> machines) {
        for (String machine : machines) {
            withHost(machine, host -> {
                if (!new UnlockKeys(context).unlock(host)) {
                    context.steps(machine).note("Machine \"" + machine + "\" is not locked.");
                }
            });
        }
    }

    /**
     * Upgrades the engines of machines one after the other, managers first and the leader last of them, which hands the leadership over
     * where it can. Each is drained before, and gets the availability again that it had.
     *
     * @param force whether to go on where the swarm has no quorum during a restart
     */
    public void upgrade(List<String> machines, boolean force, Duration drainTimeout) {
        new RollingUpgrade(context).run(machines, force, drainTimeout);
    }

    private void replaceCa(String machine, SwarmManagers managers) {
        requireNoneDown(managers);
        context.steps(machine).run("Replacing the CA of the swarm...", () -> {
            managers.ask(engine -> {
                engine.rotateCa();
                return engine;
            });
            boolean done = context.await(
                    "waiting for new certificates of the nodes",
                    CA_ROTATION,
                    () -> !managers.ask(SwarmEngine::rootRotationInProgress));
            if (!done) {
                throw new SwarmException(
                        "Not all nodes of the swarm have a certificate of the new CA after " + CA_ROTATION.toMinutes()
                                + " minutes",
                        "Start the nodes that are down, or remove them from the swarm; the rotation goes on.",
                        null);
            }
        });
    }

    /** A rotation does not end while the swarm has a node that is down: also one of a host that has joined again with a new node. */
    private void requireNoneDown(SwarmManagers managers) {
        List<SwarmNode> down = managers.nodes().stream()
                .filter(node -> node.state() == NodeState.DOWN)
                .toList();
        if (down.isEmpty()) {
            return;
        }
        List<SwarmMember> members = SwarmMember.all(context);
        List<String> names = down.stream()
                .map(node -> SwarmMember.name(members, node.id())
                        .map(name -> "\"" + name + "\"")
                        .orElse("node " + node.id() + " of host \"" + node.hostname() + "\""))
                .sorted()
                .toList();
        throw new SwarmCheckException(
                "The CA of the swarm cannot be replaced while nodes are down: " + String.join(", ", names),
                "Start them, or remove them: machines with " + Reference.command("swarm leave")
                        + ", nodes without a machine with \"docker node rm\" on a manager.");
    }

    /** @param work gets a machine, and whether it is the last one */
    private void withEach(List<String> machines, BiConsumer<SwarmHost, Boolean> work) {
        for (int i = 0; i < machines.size(); i++) {
            boolean last = i == machines.size() - 1;
            withHost(machines.get(i), host -> work.accept(host, last));
        }
    }

    private void withHost(String machine, Consumer<SwarmHost> work) {
        try (SwarmHost host = context.hosts().open(machine)) {
            work.accept(host);
        }
    }

    private void withLocated(String machine, Consumer<Located> work) {
        withHost(machine, host -> {
            try (Located located = Located.of(context, host, false)) {
                work.accept(located);
            }
        });
    }
}
