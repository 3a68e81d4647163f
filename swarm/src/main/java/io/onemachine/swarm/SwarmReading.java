package io.onemachine.swarm;

import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.reference.Reference;
import io.onemachine.swarm.engine.SwarmEngine;
import io.onemachine.swarm.engine.SwarmNode;
import io.onemachine.swarm.engine.SwarmSettings;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks swarms with as few requests as possible: one to the first machine that was a manager, and more only where that fails. */
final class SwarmReading {
    private final SwarmContext context;
    private final List<SwarmMember> members;

    /** @param members all machines of the store that are members of swarms */
    SwarmReading(SwarmContext context, List<SwarmMember> members) {
        this.context = context;
        this.members = members;
    }

    /** Returns the nodes, managers first, each swarm after the other. */
    static List<SwarmListEntry> list(SwarmContext context) {
        List<SwarmMember> members = SwarmMember.all(context);
        List<SwarmView> views = views(context, members, members);
        for (SwarmView view : views) {
            view.failure()
                    .ifPresent(failure -> context.steps(
                                    view.entries().getFirst().machine().orElseThrow())
                            .warn(failure.getMessage()));
        }
        members.stream().filter(SwarmMember::toPromote).forEach(member -> noteInterruption(context, member));
        return views.stream().flatMap(view -> view.entries().stream()).toList();
    }

    private static void noteInterruption(SwarmContext context, SwarmMember member) {
        context.steps(member.name())
                .note("Machine \"" + member.name() + "\" was demoted for a restart that was interrupted. Run \""
                        + Reference.command("swarm promote").with(member.name())
                        + "\" to make it a manager again.");
    }

    /** Returns the swarms that have some of these machines. */
    static List<SwarmView> views(SwarmContext context, Collection<String> machines) {
        Set<String> names = Set.copyOf(machines);
        List<SwarmMember> members = SwarmMember.all(context);
        return views(
                context,
                members,
                members.stream().filter(member -> names.contains(member.name())).toList());
    }

    private static List<SwarmView> views(SwarmContext context, List<SwarmMember> members, List<SwarmMember> wanted) {
        Set<String> swarms = wanted.stream()
                .map(member -> member.membership().clusterId())
                .collect(Collectors.toCollection(TreeSet::new));
        SwarmReading reading = new SwarmReading(context, members);
        return InParallel.map("asking swarms", List.copyOf(swarms), reading::view);
    }

    /** Asks a swarm for its nodes. */
    List<SwarmNode> nodes(String clusterId) {
        Set<String> known = SwarmMember.nodeIds(of(clusterId));
        return ask(clusterId, SwarmEngine::nodes, nodes -> nodes.stream().anyMatch(node -> known.contains(node.id())));
    }

    /** Asks a swarm for its settings. */
    SwarmSettings settings(String clusterId) {
        return ask(
                clusterId,
                SwarmEngine::settings,
                settings -> settings.clusterId().equals(clusterId));
    }

    /** Returns the machines of the store that are members of a swarm. */
    List<SwarmMember> of(String clusterId) {
        return members.stream()
                .filter(member -> member.membership().clusterId().equals(clusterId))
                .toList();
    }

    /** Returns what a swarm says, by the names of machines; what failed where it does not answer. */
    SwarmView view(String clusterId) {
        List<SwarmMember> machines = of(clusterId);
        try {
            return new SwarmView(clusterId, entries(clusterId, nodes(clusterId), machines), Optional.empty());
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            return new SwarmView(clusterId, entries(clusterId, List.of(), machines), Optional.of(e));
        }
    }

    private static List<SwarmListEntry> entries(String clusterId, List<SwarmNode> nodes, List<SwarmMember> machines) {
        Stream<SwarmListEntry> seen = nodes.stream()
                .map(node -> new SwarmListEntry(
                        clusterId, node.id(), SwarmMember.name(machines, node.id()), Optional.of(node)))
                .sorted(Comparator.comparing(SwarmReading::isWorker).thenComparing(SwarmReading::name));
        Set<String> ids = Set.copyOf(nodes.stream().map(SwarmNode::id).toList());
        Stream<SwarmListEntry> unseen = machines.stream()
                .filter(machine -> !ids.contains(machine.membership().nodeId()))
                .map(machine -> new SwarmListEntry(
                        clusterId, machine.membership().nodeId(), Optional.of(machine.name()), Optional.empty()));
        return Stream.concat(seen, unseen).toList();
    }

    private static boolean isWorker(SwarmListEntry entry) {
        return entry.node().filter(SwarmNode::isManager).isEmpty();
    }

    private static String name(SwarmListEntry entry) {
        return entry.machine().or(() -> entry.node().map(SwarmNode::hostname)).orElse("");
    }

    /**
     * Asks one machine after the other that was a manager, and looks for other managers where none answers.
     *
     * @param isOfSwarm whether an answer is that of the swarm: a machine may have left and be in another one
     */
    private <T> T ask(String clusterId, Function<SwarmEngine, T> question, Function<T, Boolean> isOfSwarm) {
        List<SwarmMember> machines = of(clusterId);
        for (SwarmMember member : machines) {
            if (member.wasManager()) {
                Optional<T> answer = ask(member.name(), question).filter(isOfSwarm::apply);
                if (answer.isPresent()) {
                    return answer.get();
                }
            }
        }
        String name = machines.isEmpty() ? clusterId : machines.getFirst().name();
        try (SwarmManagers managers = SwarmManagers.find(context, new SwarmManagers.Wanted(clusterId, ""), "")) {
            return managers.required(name).ask(question);
        }
    }

    private <T> Optional<T> ask(String machine, Function<SwarmEngine, T> question) {
        try (SwarmHost host = context.hosts().open(machine)) {
            return Optional.of(question.apply(host.engine(SwarmContext.SHORT_REQUEST)));
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            return Optional.empty(); // Another manager, or the search for one, says what is wrong.
        }
    }
}
