package io.onemachine.fleet.plan;

import io.onemachine.fleet.swarm.SwarmAction;
import java.util.Set;

/**
 * What the user allows.
 *
 * @param prune whether machines that are not in the file any more are removed
 * @param replace the names of machines that are removed and created again where that is needed
 * @param restart whether running hosts may be restarted for another size
 * @param adopt whether machines that exist become those of the fleet
 */
public record Consents(boolean prune, Set<String> replace, boolean restart, boolean adopt) {
    /** Nothing that needs to be allowed. */
    public static final Consents NONE = new Consents(false, Set.of(), false, false);

    public Consents {
        replace = Set.copyOf(replace);
    }

    /** Returns whether an action on a swarm is allowed. */
    public boolean allow(SwarmAction action) {
        return prune || !action.needsPrune();
    }

    /** Returns whether an action is allowed. */
    public boolean allow(PlannedAction action) {
        if (action.needs().isEmpty()) {
            return true;
        }
        return switch (action.needs().get()) {
            case PRUNE -> prune;
            case REPLACE -> replace.contains(action.machine());
            case RESTART -> restart;
            case ADOPT -> adopt;
        };
    }
}
