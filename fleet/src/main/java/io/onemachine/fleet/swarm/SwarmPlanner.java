package io.onemachine.fleet.swarm;

import io.onemachine.fleet.file.FleetFile;
import io.onemachine.fleet.file.FleetSwarm;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.reference.Reference;
import io.onemachine.swarm.Membership;
import io.onemachine.swarm.SwarmException;
import io.onemachine.swarm.SwarmListEntry;
import io.onemachine.swarm.SwarmOperations;
import io.onemachine.swarm.SwarmView;
import io.onemachine.swarm.engine.NodeRole;
import io.onemachine.swarm.engine.SwarmNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Compares the swarm of a fleet file with that of the machines. */
public final class SwarmPlanner {
    private final SwarmOperations operations;
    private final FleetSwarm wanted;
    private final List<String> machines;
    private final Predicate<String> exists;
    private final Set<String> names;
    private final List<SwarmAction> actions = new ArrayList<>();

    /**
     * @param file a file with a swarm
     * @param exists whether a machine exists and keeps its host; all others join as new ones
     * @param names the machines to look at; empty for all
     */
    public SwarmPlanner(SwarmOperations operations, FleetFile file, Predicate<String> exists, Set<String> names) {
        this.operations = operations;
        this.wanted = file.swarm().orElseThrow(() -> new IllegalArgumentException("the file has no swarm"));
        this.machines = file.machines().stream().map(machine -> machine.name()).toList();
        this.exists = exists;
        this.names = Set.copyOf(names);
    }

    /**
     * Returns what has to be done, in the order in which it can be done.
     *
     * @throws MachineException when the machines are in several swarms, or their swarm does not answer
     */
    public List<SwarmAction> plan() {
        actions.clear();
        Map<String, Membership> members = members();
        Optional<String> cluster = cluster(members);
        if (cluster.isEmpty()) {
            planNew();
        } else {
            planChanges(members, nodes(cluster.get()));
        }
        return actions.stream()
                .filter(action -> names.isEmpty() || names.contains(action.machine()))
                .sorted((one, other) -> one.kind().compareTo(other.kind()))
                .toList();
    }

    /** Returns the machines of the file that are in a swarm. */
    private Map<String, Membership> members() {
        Map<String, Membership> members = new LinkedHashMap<>();
        for (String machine : machines) {
            if (exists.test(machine)) {
                operations.membership(machine).ifPresent(membership -> members.put(machine, membership));
            }
        }
        return members;
    }

    /** Returns the swarm of the machines that the file names in its section. */
    private Optional<String> cluster(Map<String, Membership> members) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String machine : all()) {
            Optional.ofNullable(members.get(machine))
                    .ifPresent(membership -> found.putIfAbsent(membership.clusterId(), machine));
        }
        if (found.size() > 1) {
            throw new SwarmException(
                    "The machines " + String.join(" and ", found.values()) + " are in different swarms",
                    "Let one of them leave its swarm: \""
                            + Reference.command("swarm leave").with("NAME") + "\".",
                    null);
        }
        return found.keySet().stream().findFirst();
    }

    private List<String> all() {
        List<String> all = new ArrayList<>(wanted.managers());
        all.addAll(wanted.workers());
        return all;
    }

    private void planNew() {
        add(SwarmActionKind.INIT, wanted.managers().getFirst());
        wanted.managers().stream().skip(1).forEach(machine -> add(SwarmActionKind.JOIN_AS_MANAGER, machine));
        wanted.workers().forEach(machine -> add(SwarmActionKind.JOIN_AS_WORKER, machine));
    }

    /** Returns the nodes of a swarm by id. */
    private Map<String, SwarmNode> nodes(String cluster) {
        SwarmView view = operations.views(all()).stream()
                .filter(it -> it.clusterId().equals(cluster))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no view of " + cluster));
        Map<String, SwarmNode> nodes = new LinkedHashMap<>();
        for (SwarmListEntry entry : view.entries()) {
            entry.node().ifPresent(node -> nodes.put(entry.nodeId(), node));
        }
        if (nodes.isEmpty()) {
            throw new SwarmException(
                    "No manager of the swarm answers"
                            + view.failure()
                                    .map(failure -> ": " + failure.getMessage())
                                    .orElse(""),
                    "Start its managers. Where they are lost, take the other machines out with \""
                            + Reference.command("swarm leave").with("NAME") + "\" and "
                            + Reference.option("force") + ", and apply the file again.",
                    view.failure().orElse(null));
        }
        return nodes;
    }

    private void planChanges(Map<String, Membership> members, Map<String, SwarmNode> nodes) {
        for (String machine : all()) {
            NodeRole role = wanted.managers().contains(machine) ? NodeRole.MANAGER : NodeRole.WORKER;
            Optional<SwarmNode> node = Optional.ofNullable(members.get(machine))
                    .flatMap(membership -> Optional.ofNullable(nodes.get(membership.nodeId())));
            if (node.isEmpty()) {
                add(
                        role == NodeRole.MANAGER ? SwarmActionKind.JOIN_AS_MANAGER : SwarmActionKind.JOIN_AS_WORKER,
                        machine);
                continue;
            }
            if (node.get().role() != role) {
                add(role == NodeRole.MANAGER ? SwarmActionKind.PROMOTE : SwarmActionKind.DEMOTE, machine);
            }
            compareLabels(machine, node.get());
        }
        members.forEach((machine, membership) -> {
            if (!all().contains(machine) && nodes.containsKey(membership.nodeId())) {
                actions.add(new SwarmAction(SwarmActionKind.LEAVE, machine, "", true));
            }
        });
        wanted.autolock().ifPresent(autolock -> compareAutolock(autolock, members));
    }

    private void compareLabels(String machine, SwarmNode node) {
        Optional.ofNullable(wanted.labels().get(machine)).ifPresent(texts -> {
            Map<String, String> before = new TreeMap<>(node.labels());
            Map<String, String> after = new TreeMap<>(labels(texts));
            if (!before.equals(after)) {
                actions.add(new SwarmAction(SwarmActionKind.LABEL, machine, text(before) + " → " + text(after), false));
            }
        });
    }

    private void compareAutolock(boolean autolock, Map<String, Membership> members) {
        for (String manager : wanted.managers()) {
            if (members.containsKey(manager)) {
                if (operations.isAutolocked(manager) != autolock) {
                    actions.add(
                            new SwarmAction(SwarmActionKind.AUTOLOCK, manager, !autolock + " → " + autolock, false));
                }
                return;
            }
        }
    }

    private void add(SwarmActionKind kind, String machine) {
        actions.add(new SwarmAction(kind, machine, "", false));
    }

    /** Returns labels by key; a label without a value has an empty one. */
    static Map<String, String> labels(List<String> texts) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            labels.put(equals < 0 ? text : text.substring(0, equals), equals < 0 ? "" : text.substring(equals + 1));
        }
        return labels;
    }

    private static String text(Map<String, String> labels) {
        List<String> texts = new ArrayList<>();
        labels.forEach((key, value) -> texts.add(key + "=" + value));
        return texts.isEmpty() ? "none" : String.join(", ", texts);
    }
}
