package io.onemachine.fleet.plan;

import io.onemachine.fleet.swarm.SwarmAction;
import java.util.List;

/**
 * What has to change until the fleet is as its file says.
 *
 * @param fleet the fleet's name
 * @param actions what is to be done with machines, in the order of the file, then those that are not in it
 * @param swarm what is then to be done with machines in the file's swarm
 * @param warnings what a user should know
 */
public record FleetPlan(String fleet, List<PlannedAction> actions, List<SwarmAction> swarm, List<String> warnings) {
    public FleetPlan {
        actions = List.copyOf(actions);
        swarm = List.copyOf(swarm);
        warnings = List.copyOf(warnings);
    }

    /** Returns whether nothing differs. */
    public boolean isEmpty() {
        return actions.isEmpty() && swarm.isEmpty();
    }

    /** Returns the actions that are allowed. A machine that is adopted and may be replaced is replaced, if that is needed. */
    public List<PlannedAction> allowed(Consents consents) {
        return actions.stream()
                .filter(consents::allow)
                .map(action -> action.kind() == ActionKind.ADOPT
                                && action.needsAnotherHost()
                                && consents.replace().contains(action.machine())
                        ? action.asReplacement()
                        : action)
                .toList();
    }

    /** Returns the actions on the swarm that are allowed. */
    public List<SwarmAction> allowedInSwarm(Consents consents) {
        return swarm.stream().filter(consents::allow).toList();
    }

    /** Returns the actions that something has to be allowed for. */
    public List<PlannedAction> left(Consents consents) {
        return actions.stream().filter(action -> !consents.allow(action)).toList();
    }
}
