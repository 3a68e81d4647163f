package io.onemachine.driver.opennebula.vm;

import io.onemachine.opennebula.resource.VmAction;

/** The next action for a VM in the state last seen. */
public sealed interface NextAction {

    /** The target state is reached. */
    record Arrived() implements NextAction {}

    /** A transition is in progress; look again. */
    record Wait() implements NextAction {}

    /** Run the action, and repeat it if nothing changes. */
    record Act(VmAction action) implements NextAction {}

    /** Run the action until OpenNebula accepts it, and never again: a repetition would abort what it began. */
    record ActOnce(VmAction action) implements NextAction {}

    /** The target state is unreachable. */
    record GiveUp(String why) implements NextAction {}

    NextAction ARRIVED = new Arrived();

    NextAction WAIT = new Wait();
}
