package io.onemachine.swarm;

import io.onemachine.machine.error.MachineException;
import java.util.List;
import java.util.Optional;

/**
 * A swarm that has machines of the store, as it was when it was asked.
 *
 * @param clusterId the swarm
 * @param entries its nodes, managers first; then the machines that are members as the store knows and have no node in the answer
 * @param failure why the swarm did not answer; no entry has a node then
 */
public record SwarmView(String clusterId, List<SwarmListEntry> entries, Optional<MachineException> failure) {
    public SwarmView {
        entries = List.copyOf(entries);
    }

    /** Returns the entry of a machine; empty when the store does not know it as a member. */
    public Optional<SwarmListEntry> entry(String machine) {
        return entries.stream()
                .filter(entry -> entry.machine().filter(machine::equals).isPresent())
                .findFirst();
    }

    /** Returns the node that decides at present; empty while the managers elect one, and when the swarm did not answer. */
    public Optional<SwarmListEntry> leader() {
        return entries.stream()
                .filter(entry -> entry.node().filter(node -> node.isLeader()).isPresent())
                .findFirst();
    }
}
