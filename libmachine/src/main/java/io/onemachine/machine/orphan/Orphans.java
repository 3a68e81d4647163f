package io.onemachine.machine.orphan;

import io.onemachine.machine.error.MachineException;
import java.util.List;

/**
 * What a search for hosts without a machine came to.
 *
 * @param hosts those that were found
 * @param gone machines that were dropped without their host, whose host is gone by now or a machine's again
 * @param unreadable names of machines whose configuration cannot be used: any of the hosts may be theirs, so none can be removed
 * @param failures places that could not be asked
 */
public record Orphans(
        List<Orphan> hosts, List<RemovedMachine> gone, List<String> unreadable, List<MachineException> failures) {
    public Orphans {
        hosts = List.copyOf(hosts);
        gone = List.copyOf(gone);
        unreadable = List.copyOf(unreadable);
        failures = List.copyOf(failures);
    }
}
