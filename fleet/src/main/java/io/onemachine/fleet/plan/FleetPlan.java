package io.onemachine.fleet.plan;

import java.util.List;

/**
 * What has to change until the fleet is as its file says.
 *
 * @param fleet the fleet's name
 * @param actions what is to be done with machines, in the order of the file, then those that are not in it
 * @param warnings what a user should know
 */
public record FleetPlan(String fleet, List<PlannedAction> actions, List<String> warnings) {
    public FleetPlan {
        actions = List.copyOf(actions);
        warnings = List.copyOf(warnings);
    }

    /** Returns whether nothing differs. */
    public boolean isEmpty() {
        return actions.isEmpty();
    }

    /** Returns the actions that are allowed. */
    public List<PlannedAction> allowed(Consents consents) {
        return actions.stream().filter(consents::allow).toList();
    }

    /** Returns the actions that something has to be allowed for. */
    public List<PlannedAction> left(Consents consents) {
        return actions.stream().filter(action -> !consents.allow(action)).toList();
    }
}
