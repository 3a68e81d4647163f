package io.onemachine.driver.opennebula.vm;

import io.onemachine.opennebula.resource.VmAction;

/** What to do about a VM in the state it was just seen in. */
public sealed interface NextAction {

    /** It is where it should be. */
    record Arrived() implements NextAction {}

    /** It is on its way; look again. */
    record Wait() implements NextAction {}

    /** It needs telling, and telling again if that changes nothing. */
    record Act(VmAction action) implements NextAction {}

    /** It needs telling until OpenNebula has taken it, but not again: that would break off what the first time began. */
    record ActOnce(VmAction action) implements NextAction {}

    /** It will not get there. */
    record GiveUp(String why) implements NextAction {}

    NextAction ARRIVED = new Arrived();

    NextAction WAIT = new Wait();
}
