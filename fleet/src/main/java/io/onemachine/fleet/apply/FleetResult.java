package io.onemachine.fleet.apply;

import io.onemachine.fleet.plan.Consent;
import io.onemachine.machine.error.MachineException;
import java.util.List;
import java.util.Map;

/**
 * What became of a fleet.
 *
 * @param done what was done, a number of machines by a word such as {@code created}; in the order of the work
 * @param failures the failures by machine, those of a check included
 * @param left what something has to be allowed for, a line for each
 * @param needs what has to be allowed
 * @param isRefused whether a check failed before anything was created or changed
 */
public record FleetResult(
        Map<String, Integer> done,
        Map<String, MachineException> failures,
        List<String> left,
        List<Consent> needs,
        boolean isRefused) {
    static final String CREATED = "created";
    static final String ADOPTED = "adopted";
    static final String CHANGED = "changed";
    static final String REPLACED = "replaced";
    static final String REMOVED = "removed";
    static final String JOINED = "joined the swarm";
    static final String CHANGED_IN_SWARM = "changed in the swarm";
    static final String LEFT = "left the swarm";
}
