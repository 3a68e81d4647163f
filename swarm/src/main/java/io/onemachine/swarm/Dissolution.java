package io.onemachine.swarm;

import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.MachineNotFoundException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.swarm.engine.EngineInfo;
import io.onemachine.swarm.engine.SwarmNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Forgets swarms all of whose machines are about to be removed, so that no node has to be drained, nor to leave in good order. */
final class Dissolution {
    private final SwarmContext context;

    Dissolution(SwarmContext context) {
        this.context = context;
    }

    /** Forgets the swarms that have no other nodes, and returns the machines that were members of them. */
    Set<String> dissolve(Collection<String> machines) {
        Set<String> names = new TreeSet<>(machines);
        List<SwarmMember> members = SwarmMember.all(context);
        SwarmReading reading = new SwarmReading(context, members);
        List<String> swarms = members.stream()
                .filter(member -> names.contains(member.name()))
                .map(member -> member.membership().clusterId())
                .distinct()
                .toList();
        Set<String> forgotten = new TreeSet<>();
        for (String clusterId : swarms) {
            if (isWithin(reading, clusterId, names)) {
                for (SwarmMember member : reading.of(clusterId)) {
                    forget(member);
                    forgotten.add(member.name());
                }
            }
        }
        return forgotten;
    }

    private boolean isWithin(SwarmReading reading, String clusterId, Set<String> names) {
        List<SwarmMember> members = reading.of(clusterId);
        if (!members.stream().allMatch(member -> names.contains(member.name()))) {
            return false;
        }
        Set<String> strangers = strangers(reading, clusterId);
        if (!strangers.isEmpty()) {
            // An earlier run may have been killed when it had forgotten some of them.
            Set<String> forgotten = new TreeSet<>(names);
            members.forEach(member -> forgotten.remove(member.name()));
            strangers.removeAll(nodeIds(forgotten));
        }
        return strangers.isEmpty();
    }

    /** Returns the nodes that are up and of no machine of the store; none when the swarm does not answer. */
    private static Set<String> strangers(SwarmReading reading, String clusterId) {
        try {
            Set<String> ids = reading.nodes(clusterId).stream()
                    .filter(SwarmNode::isReady)
                    .map(SwarmNode::id)
                    .collect(Collectors.toCollection(HashSet::new));
            ids.removeAll(SwarmMember.nodeIds(reading.of(clusterId)));
            return ids;
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            return new HashSet<>();
        }
    }

    private List<String> nodeIds(Set<String> machines) {
        return InParallel.map("looking for nodes", new ArrayList<>(machines), this::nodeId);
    }

    private String nodeId(String machine) {
        try (SwarmHost host = context.hosts().open(machine)) {
            Optional<EngineInfo> info = SwarmContext.tryInfo(host, SwarmContext.SHORT_REQUEST);
            return info.map(it -> it.swarm().nodeId()).orElse("");
        } catch (MachineNotFoundException e) {
            return "";
        }
    }

    private void forget(SwarmMember member) {
        try (SwarmHost host = context.hosts().open(member.name())) {
            if (host.membership().filter(member.membership()::equals).isPresent()) {
                host.forget();
            }
        } catch (MachineNotFoundException e) {
            // Another program has removed it in the meantime.
            context.steps(member.name()).note("Machine \"" + member.name() + "\" does not exist any more.");
        }
    }
}
