package io.onemachine.opennebula.resource;

import java.util.Locale;

/** What can be asked of a virtual machine with {@code one.vm.action}. All are begun by the answer, not finished. */
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

    /** The name on the wire, such as {@code poweroff-hard}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
