package io.onemachine.cli.command.swarm;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.machine.Machines;
import io.onemachine.machine.progress.Progress;
import io.onemachine.swarm.SwarmOperations;
import java.util.List;
import java.util.Map;

/** The swarms that machines of the store have joined, as stored, and their machines. */
record StoredSwarms(Map<String, List<String>> machines) {
    static final String NONE = "No machine of the store is in a swarm, as far as the store knows";

    static StoredSwarms of(Machines store) {
        return new StoredSwarms(new SwarmOperations(store, Progress.silent()).members());
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
