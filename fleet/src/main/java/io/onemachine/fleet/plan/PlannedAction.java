package io.onemachine.fleet.plan;

import io.onemachine.fleet.file.FleetMachine;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done with one machine.
 *
 * @param machine the machine's name
 * @param kind what is to be done
 * @param wanted the machine in the file; empty for one that is not in it
 * @param differences what differs; empty for a machine that is created or removed
 * @param reason why, as the continuation of a sentence: {@code its host is gone}; empty where the kind says all
 * @param needs what the user has to allow; empty for nothing
 */
public record PlannedAction(
        String machine,
        ActionKind kind,
        Optional<FleetMachine> wanted,
        List<Difference> differences,
        String reason,
        Optional<Consent> needs) {
    public PlannedAction {
        differences = List.copyOf(differences);
    }

    /** Returns whether a difference needs another host. */
    boolean needsAnotherHost() {
        return differences.stream().anyMatch(difference -> difference.effect() == Effect.REPLACE);
    }

    /** Returns the replacement of the machine, which does all that this action does. */
    PlannedAction asReplacement() {
        return new PlannedAction(
                machine, ActionKind.REPLACE, wanted, differences, reason, Optional.of(Consent.REPLACE));
    }

    /** Returns the machine in the file, for an action that has one. */
    public FleetMachine inFile() {
        return wanted.orElseThrow(() -> new IllegalStateException(machine + " is not in the file"));
    }
}
