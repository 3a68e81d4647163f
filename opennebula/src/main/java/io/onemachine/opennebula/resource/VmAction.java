package io.onemachine.opennebula.resource;

import java.util.Locale;

/** The actions of {@code one.vm.action}. The answer says that one has started, not that it has finished. */
public enum VmAction {
    TERMINATE,
    TERMINATE_HARD,
    POWEROFF,
    POWEROFF_HARD,
    REBOOT,
    REBOOT_HARD,
    RESUME,
    SUSPEND,
    STOP,
    HOLD,
    RELEASE,
    UNDEPLOY,
    UNDEPLOY_HARD,
    RESCHED,
    UNRESCHED;

    /** Returns the name on the wire, such as {@code poweroff-hard}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
