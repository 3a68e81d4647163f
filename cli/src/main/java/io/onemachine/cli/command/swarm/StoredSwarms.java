package io.onemachine.cli.command.swarm;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.machine.Machines;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.progress.Progress;
import io.onemachine.swarm.Membership;
import io.onemachine.swarm.SwarmOperations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The swarms that machines of the store have joined, as stored, and their machines. */
record StoredSwarms(Map<String, List<String>> machines) {
    static final String NONE = "No machine of the store is in a swarm, as far as the store knows";

    static StoredSwarms of(Machines store) {
        SwarmOperations swarms = new SwarmOperations(store, Progress.silent());
        Map<String, List<String>> machines = new TreeMap<>();
        for (String name : store.names()) {
            membership(swarms, name)
                    .ifPresent(it -> machines.computeIfAbsent(it.clusterId(), none -> new ArrayList<>())
                            .add(name));
        }
        return new StoredSwarms(machines);
    }

    /** A damaged machine does not spoil the others. */
    private static Optional<Membership> membership(SwarmOperations swarms, String name) {
        try {
            return swarms.membership(name);
        } catch (MachineException e) {
            return Optional.empty();
        }
    }

    /** Returns the machines of the only swarm. */
    List<String> only() throws CommandFailure {
        if (machines.isEmpty()) {
            throw new CommandFailure(NONE);
        }
        if (machines.size() > 1) {
            StringBuilder text = new StringBuilder("The machines of the store are in several swarms: ");
            machines.forEach((swarm, names) -> text.append(text.charAt(text.length() - 1) == ' ' ? "" : "; ")
                    .append(swarm)
                    .append(" (")
                    .append(String.join(", ", names))
                    .append(')'));
            throw CommandFailure.ofUsage(text.toString(), "Name a machine of the swarm that is meant.");
        }
        return machines.values().iterator().next();
    }
}
