package io.onemachine.opennebula.resource;

import io.onemachine.opennebula.template.Attribute.Vector;
import java.time.Instant;
import java.util.Optional;

/**
 * An action that OpenNebula will run on a VM, or has run. Only {@code one.vm.info} shows it: pools of release 7.4 have its id alone.
 *
 * @param id its id, for {@code one.vm.schedupdate} and {@code one.vm.scheddelete}; -1 when unknown
 * @param action the action's name, such as {@code terminate-hard}
 * @param time the time it is due; empty when it is not absolute
 * @param isDone whether it has run
 * @param repeats whether it runs more than once
 */
public record ScheduledAction(int id, String action, Optional<Instant> time, boolean isDone, boolean repeats) {

    /** The attribute's name. */
    public static final String ATTRIBUTE = "SCHED_ACTION";

    static ScheduledAction of(Vector attributes) {
        return new ScheduledAction(
                Numbers.integer(attributes.value("ID").orElse("")),
                attributes.value("ACTION").orElse(""),
                Numbers.time(attributes.value("TIME").orElse("")),
                Numbers.number(attributes.value("DONE").orElse("")) > 0,
                Numbers.number(attributes.value("REPEAT").orElse("")) >= 0);
    }

    /** Returns an attribute that runs an action once, at a time. */
    public static Vector at(VmAction action, Instant time) {
        return Vector.of(ATTRIBUTE)
                .with("ACTION", action.wireName())
                .with("TIME", Long.toString(time.getEpochSecond()));
    }

    /** Returns whether it will end the VM for good. */
    public boolean endsTheVm() {
        return !isDone
                && (action.equals(VmAction.TERMINATE.wireName()) || action.equals(VmAction.TERMINATE_HARD.wireName()));
    }
}
