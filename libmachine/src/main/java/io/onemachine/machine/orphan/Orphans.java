package io.onemachine.machine.orphan;

import io.onemachine.machine.error.MachineException;
import java.util.List;

/**
 * The result of a search for hosts without a machine.
 *
 * @param hosts the orphans found
 * @param gone machines that were removed without their host, whose host is gone now or belongs to a machine again
 * @param unreadable names of machines whose configuration cannot be used: any of the hosts may be theirs, so none can be removed
 * @param failures errors of accounts that could not be asked
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
