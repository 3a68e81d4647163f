package io.onemachine.swarm;

import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.swarm.engine.SwarmNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Lists the nodes of all swarms of a store. */
final class SwarmListing {
    private final SwarmContext context;

    SwarmListing(SwarmContext context) {
        this.context = context;
    }

    /** Returns the nodes, managers first, each swarm after the other. */
    List<SwarmListEntry> list() {
        Map<String, Map<String, String>> machines = new TreeMap<>();
        for (String name : context.hosts().names()) {
            try (SwarmHost host = context.hosts().open(name)) {
                host.membership()
                        .ifPresent(
                                membership -> machines.computeIfAbsent(membership.clusterId(), none -> new TreeMap<>())
                                        .put(membership.nodeId(), name));
            } catch (OperationInterruptedException e) {
                throw e;
            } catch (MachineException e) {
                context.steps(name).warn("Machine \"" + name + "\" is left out: " + e.getMessage());
            }
        }
        return InParallel.map("asking swarms", List.copyOf(machines.entrySet()), it -> list(it.getKey(), it.getValue()))
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private List<SwarmListEntry> list(String clusterId, Map<String, String> machines) {
        List<SwarmListEntry> entries = new ArrayList<>();
        Map<String, String> unseen = new TreeMap<>(machines);
        for (SwarmNode node : nodes(clusterId, machines)) {
            entries.add(new SwarmListEntry(
                    clusterId, node.id(), Optional.ofNullable(unseen.remove(node.id())), Optional.of(node)));
        }
        entries.sort((a, b) -> {
            int byRole = Boolean.compare(isManager(b), isManager(a));
            return byRole == 0 ? name(a).compareTo(name(b)) : byRole;
        });
        unseen.forEach((nodeId, machine) ->
                entries.add(new SwarmListEntry(clusterId, nodeId, Optional.of(machine), Optional.empty())));
        return entries;
    }

    private List<SwarmNode> nodes(String clusterId, Map<String, String> machines) {
        String machine = machines.values().iterator().next();
        try (SwarmManagers managers = SwarmManagers.find(context, new SwarmManagers.Wanted(clusterId, ""), "")) {
            return managers.required(machine).nodes();
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            context.steps(machine).warn(e.getMessage());
            return List.of();
        }
    }

    private static boolean isManager(SwarmListEntry entry) {
        return entry.node().filter(SwarmNode::isManager).isPresent();
    }

    private static String name(SwarmListEntry entry) {
        return entry.machine().or(() -> entry.node().map(SwarmNode::hostname)).orElse("");
    }
}
