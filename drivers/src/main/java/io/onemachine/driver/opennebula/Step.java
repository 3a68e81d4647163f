package io.onemachine.driver.opennebula;

import io.onemachine.opennebula.resource.VmAction;

/** What to do about a VM in the state it was just seen in. */
sealed interface Step {

    /** It is where it should be. */
    record Arrived() implements Step {}

    /** It is on its way; look again. */
    record Wait() implements Step {}

    /** It needs telling, and telling again if that changes nothing. */
    record Act(VmAction action) implements Step {}

    /** It needs telling until OpenNebula has taken it, but not again: that would break off what the first time began. */
    record ActOnce(VmAction action) implements Step {}

    /** It will not get there. */
    record GiveUp(String why) implements Step {}

    Step ARRIVED = new Arrived();

    Step WAIT = new Wait();
}
