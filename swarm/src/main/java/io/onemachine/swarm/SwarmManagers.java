package io.onemachine.swarm;

import io.onemachine.machine.engine.EngineRefusedException;
import io.onemachine.machine.error.EngineException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.time.Polling;
import io.onemachine.swarm.engine.EngineInfo;
import io.onemachine.swarm.engine.LocalSwarm;
import io.onemachine.swarm.engine.SwarmEngine;
import io.onemachine.swarm.engine.SwarmNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The machines of a store that are working managers of one swarm, and answer for it. */
final class SwarmManagers implements AutoCloseable {
    /** Until the managers have elected a new leader, or have given up. */
    private static final Duration ELECTION = Duration.ofSeconds(30);

    private static final String NO_LEADER = "does not have a leader";

    private static final String WHEN_LOST =
            "When most of them are lost, create a new swarm from one with \"docker swarm init --force-new-cluster\" on its host.";

    private final SwarmContext context;
    private final String clusterId;
    private final List<SwarmHost> hosts;
    private final Election election;

    /** Ids of the nodes of members that do not answer as managers, and are not about to. */
    private final Set<String> silent;

    private SwarmManagers(
            SwarmContext context, String clusterId, List<SwarmHost> hosts, Set<String> silent, Election election) {
        this.context = context;
        this.clusterId = clusterId;
        this.hosts = hosts;
        this.silent = silent;
        this.election = election;
    }

    /** Whether managers were electing a leader when they were looked for: they say nothing of the swarm then. */
    private enum Election {
        NONE,
        WAITED_FOR,
        NOT_OVER
    }

    /**
     * The swarm that is looked for: that of the cluster, or where the cluster is unknown, the one that has the node.
     *
     * @param clusterId empty when unknown
     * @param nodeId empty when unknown
     */
    record Wanted(String clusterId, String nodeId) {
        static Wanted of(Membership membership) {
            return new Wanted(membership.clusterId(), membership.nodeId());
        }

        static Wanted of(LocalSwarm swarm) {
            return new Wanted(swarm.clusterId(), swarm.nodeId());
        }

        private boolean isServedBy(SwarmEngine engine, LocalSwarm swarm) {
            if (!swarm.manager()
                    || swarm.clusterId().isEmpty()
                    || !swarm.error().isEmpty()) {
                return false;
            }
            return clusterId.isEmpty()
                    ? engine.nodes().stream().anyMatch(node -> node.id().equals(nodeId))
                    : clusterId.equals(swarm.clusterId());
        }
    }

    /**
     * A machine that was asked.
     *
     * @param electing whether it was a manager and its engine is up, but says nothing of the swarm
     */
    private record Asked(SwarmHost host, Optional<LocalSwarm> manager, boolean electing) {}

    /**
     * Asks the machines that were managers of the swarm, then its other members, then all machines; those of one step at the same time.
     * Where none answers as its managers elect a leader, which takes 15 seconds when the last one was lost, waits for that.
     *
     * @param last the machine that is to be asked only where no other one answers, as it is about to go; empty for none
     */
    static SwarmManagers find(SwarmContext context, Wanted wanted, String last) {
        SwarmManagers first = findNow(context, wanted, last);
        if (first.election == Election.NONE) {
            return first;
        }
        return Polling.upTo(ELECTION, context.sleeper())
                .until(
                        "waiting for a leader of the swarm",
                        () -> Optional.of(findNow(context, wanted, last))
                                .filter(found -> found.election == Election.NONE))
                .map(SwarmManagers::afterElection)
                .orElse(first);
    }

    private SwarmManagers afterElection() {
        return new SwarmManagers(context, clusterId, hosts, silent, Election.WAITED_FOR);
    }

    private static SwarmManagers findNow(SwarmContext context, Wanted wanted, String last) {
        boolean electing = false;
        Set<String> silent = new HashSet<>();
        Set<String> asked = new HashSet<>();
        List<Predicate<SwarmHost>> steps = List.of(
                host -> isMember(host, wanted) && host.wasManager(), host -> isMember(host, wanted), host -> true);
        for (int step = 0; step < steps.size(); step++) {
            List<SwarmHost> candidates = candidates(context, asked, steps.get(step));
            List<Asked> answers =
                    InParallel.map("looking for managers of the swarm", candidates, host -> asked(host, wanted));
            List<SwarmHost> found = new ArrayList<>();
            String clusterId = wanted.clusterId();
            for (Asked answer : answers) {
                if (answer.manager().isPresent()) {
                    found.add(answer.host());
                    clusterId = answer.manager().get().clusterId();
                } else {
                    electing |= answer.electing();
                    if (!answer.electing()) {
                        answer.host().membership().map(Membership::nodeId).ifPresent(silent::add);
                    }
                    answer.host().close();
                }
            }
            if (found.stream().anyMatch(host -> !host.name().equals(last))
                    || (!found.isEmpty() && step == steps.size() - 1)) {
                return new SwarmManagers(context, clusterId, ordered(found, last), silent, Election.NONE);
            }
            found.forEach(host -> {
                asked.remove(host.name());
                host.close();
            });
        }
        return new SwarmManagers(
                context, wanted.clusterId(), List.of(), silent, electing ? Election.NOT_OVER : Election.NONE);
    }

    private static boolean isMember(SwarmHost host, Wanted wanted) {
        return wanted.clusterId().isEmpty() ? host.membership().isPresent() : host.isMemberOf(wanted.clusterId());
    }

    private static List<SwarmHost> candidates(SwarmContext context, Set<String> asked, Predicate<SwarmHost> step) {
        List<SwarmHost> candidates = new ArrayList<>();
        for (String name : context.hosts().names()) {
            if (asked.contains(name)) {
                continue;
            }
            try {
                SwarmHost host = context.hosts().open(name);
                if (step.test(host)) {
                    asked.add(name);
                    candidates.add(host);
                } else {
                    host.close();
                }
            } catch (MachineException e) {
                asked.add(name); // A damaged machine does not spoil the others.
            }
        }
        return candidates;
    }

    private static Asked asked(SwarmHost host, Wanted wanted) {
        boolean member = isMember(host, wanted) && host.wasManager();
        try {
            SwarmEngine engine = host.engine(SwarmContext.SHORT_REQUEST);
            LocalSwarm swarm = engine.info().swarm();
            boolean serves = wanted.isServedBy(engine, swarm);
            return new Asked(
                    host,
                    Optional.of(swarm).filter(it -> serves),
                    member && swarm.manager() && swarm.error().contains(NO_LEADER));
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            return new Asked(host, Optional.empty(), member && isUp(host));
        }
    }

    /** A manager without a leader holds back all answers about the swarm for 20 seconds, but no other ones. */
    private static boolean isUp(SwarmHost host) {
        try {
            host.engine(SwarmContext.SHORT_REQUEST).ping();
            return true;
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            return false;
        }
    }

    private static List<SwarmHost> ordered(List<SwarmHost> hosts, String last) {
        List<SwarmHost> ordered = new ArrayList<>(hosts);
        ordered.sort((a, b) -> Boolean.compare(a.name().equals(last), b.name().equals(last)));
        return ordered;
    }

    /** Returns the swarm; empty when it is unknown as no manager was found. */
    String clusterId() {
        return clusterId;
    }

    boolean isEmpty() {
        return hosts.isEmpty();
    }

    /** Returns whether a manager other than this machine answers. */
    boolean hasOtherThan(String machine) {
        return hosts.stream().anyMatch(host -> !host.name().equals(machine));
    }

    List<String> names() {
        return hosts.stream().map(SwarmHost::name).toList();
    }

    /** Returns whether engines had no answer for some time, which have one now. */
    boolean waited() {
        return election == Election.WAITED_FOR;
    }

    /**
     * Returns whether enough of these nodes are managers that take part, of those that were asked only the ones that answered: the others
     * notice only after some seconds that a manager is off.
     */
    Quorum quorum(List<SwarmNode> nodes) {
        return quorum(nodes, Set.of());
    }

    /** Does the same where further nodes are off, by their ids. */
    Quorum quorum(List<SwarmNode> nodes, Set<String> off) {
        Set<String> all = new HashSet<>(silent);
        all.addAll(off);
        return Quorum.of(nodes, all);
    }

    /** Fails unless a manager answers. */
    SwarmManagers required(String machine) {
        if (election == Election.NOT_OVER) {
            throw withoutLeader(null);
        }
        if (isEmpty()) {
            throw new SwarmException(
                    "No machine of this store answers as a manager of the swarm of \"" + machine + "\"",
                    "Start its managers. " + WHEN_LOST,
                    null);
        }
        return this;
    }

    /** Gives an order, again where a manager or the leader has just gone; so it has to be one that may be given twice. */
    void order(Consumer<SwarmEngine> order) {
        ask(engine -> {
            order.accept(engine);
            return engine;
        });
    }

    /** Asks one manager after the other until one answers; while they elect a leader, again. */
    <T> T ask(Function<SwarmEngine, T> question) {
        List<EngineException> failures = new ArrayList<>();
        Optional<T> answer = Polling.upTo(ELECTION, context.sleeper())
                .until("waiting for a leader of the swarm", () -> {
                    failures.clear();
                    Optional<T> first = askEach(question, failures);
                    if (first.isEmpty() && failures.stream().noneMatch(SwarmManagers::isWithoutLeader)) {
                        throw failures.getLast();
                    }
                    return first;
                });
        return answer.orElseThrow(() -> withoutLeader(failures.getLast()));
    }

    private static SwarmException withoutLeader(@Nullable EngineException cause) {
        return new SwarmException(
                "The swarm has no leader, as too few of its managers are reachable",
                "Start its other managers. " + WHEN_LOST,
                cause);
    }

    private <T> Optional<T> askEach(Function<SwarmEngine, T> question, List<EngineException> failures) {
        for (SwarmHost host : hosts) {
            try {
                return Optional.of(question.apply(host.engine(SwarmContext.REQUEST)));
            } catch (EngineRefusedException e) {
                if (e.status() < 500) {
                    throw e;
                }
                failures.add(e);
            } catch (EngineException e) {
                failures.add(e);
            }
        }
        return Optional.empty();
    }

    private static boolean isWithoutLeader(EngineException failure) {
        return failure instanceof EngineRefusedException refused
                && refused.engineMessage().contains(NO_LEADER);
    }

    List<SwarmNode> nodes() {
        return ask(SwarmEngine::nodes);
    }

    SwarmNode node(String id) {
        return ask(engine -> engine.node(id));
    }

    /** Returns the node; empty when there is none of that id. */
    Optional<SwarmNode> findNode(String id) {
        return nodes().stream().filter(node -> node.id().equals(id)).findFirst();
    }

    /** Returns what a manager says of itself. */
    EngineInfo info() {
        return ask(SwarmEngine::info);
    }

    @Override
    public void close() {
        hosts.forEach(SwarmHost::close);
    }
}
