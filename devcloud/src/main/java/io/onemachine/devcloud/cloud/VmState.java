package io.onemachine.devcloud.cloud;

import java.util.EnumSet;
import java.util.Set;

/** The states that a VM of this cloud passes through, with OpenNebula's numbers for {@code STATE} and {@code LCM_STATE}. */
public enum VmState {
    PENDING(1, 0),
    HOLD(2, 0),
    PROLOG(3, 1),
    BOOT(3, 2),
    RUNNING(3, 3),
    SAVE_STOP(3, 5),
    SAVE_SUSPEND(3, 6),
    PROLOG_RESUME(3, 9),
    EPILOG_STOP(3, 10),
    EPILOG(3, 11),
    SHUTDOWN(3, 12),
    UNKNOWN(3, 16),
    SHUTDOWN_POWEROFF(3, 18),
    BOOT_UNKNOWN(3, 19),
    BOOT_POWEROFF(3, 20),
    BOOT_SUSPENDED(3, 21),
    BOOT_STOPPED(3, 22),
    HOTPLUG_SNAPSHOT(3, 24),
    SHUTDOWN_UNDEPLOY(3, 29),
    EPILOG_UNDEPLOY(3, 30),
    PROLOG_UNDEPLOY(3, 31),
    BOOT_UNDEPLOY(3, 32),
    BOOT_FAILURE(3, 36),
    PROLOG_FAILURE(3, 39),
    DISK_SNAPSHOT_POWEROFF(3, 51),
    DISK_SNAPSHOT_REVERT_POWEROFF(3, 52),
    DISK_SNAPSHOT_DELETE_POWEROFF(3, 53),
    DISK_SNAPSHOT_SUSPENDED(3, 54),
    DISK_SNAPSHOT_DELETE_SUSPENDED(3, 56),
    DISK_SNAPSHOT(3, 57),
    DISK_SNAPSHOT_DELETE(3, 59),
    DISK_RESIZE(3, 62),
    DISK_RESIZE_POWEROFF(3, 63),
    DISK_RESIZE_UNDEPLOYED(3, 64),
    HOTPLUG_RESIZE(3, 66),
    STOPPED(4, 0),
    SUSPENDED(5, 0),
    DONE(6, 0),
    POWEROFF(8, 0),
    UNDEPLOYED(9, 0);

    private static final int ACTIVE = 3;

    private static final Set<VmState> DISKS_OF_VM_OFF = EnumSet.of(
            DISK_SNAPSHOT_POWEROFF,
            DISK_SNAPSHOT_REVERT_POWEROFF,
            DISK_SNAPSHOT_DELETE_POWEROFF,
            DISK_SNAPSHOT_SUSPENDED,
            DISK_SNAPSHOT_DELETE_SUSPENDED,
            DISK_RESIZE_POWEROFF,
            DISK_RESIZE_UNDEPLOYED);

    private final int state;
    private final int lcmState;

    VmState(int state, int lcmState) {
        this.state = state;
        this.lcmState = lcmState;
    }

    /** Returns the number in {@code STATE}. */
    public int number() {
        return state;
    }

    /** Returns the number in {@code LCM_STATE}. */
    public int lcmNumber() {
        return lcmState;
    }

    /** Returns whether it is on the host, running or in transition. */
    public boolean isActive() {
        return state == ACTIVE;
    }

    /** Returns whether CPU and memory of the host are reserved for it. */
    public boolean holdsCapacity() {
        return (isActive() && this != DISK_RESIZE_UNDEPLOYED) || this == SUSPENDED || this == POWEROFF;
    }

    /** Returns whether quotas of running VMs count it: not while the disks of a VM that is off are changed. */
    boolean countsAsRunning() {
        return (isActive() && !DISKS_OF_VM_OFF.contains(this)) || this == PENDING || this == HOLD;
    }

    /** Returns whether the VM enters the host with this state. */
    boolean beginsStay() {
        return switch (this) {
            case PROLOG, PROLOG_RESUME, PROLOG_UNDEPLOY, BOOT_POWEROFF, BOOT_SUSPENDED -> true;
            case PENDING,
                    HOLD,
                    BOOT,
                    RUNNING,
                    SAVE_STOP,
                    SAVE_SUSPEND,
                    EPILOG_STOP,
                    EPILOG,
                    SHUTDOWN,
                    UNKNOWN,
                    SHUTDOWN_POWEROFF,
                    BOOT_UNKNOWN,
                    BOOT_STOPPED,
                    HOTPLUG_SNAPSHOT,
                    SHUTDOWN_UNDEPLOY,
                    EPILOG_UNDEPLOY,
                    BOOT_UNDEPLOY,
                    BOOT_FAILURE,
                    PROLOG_FAILURE,
                    DISK_SNAPSHOT_POWEROFF,
                    DISK_SNAPSHOT_REVERT_POWEROFF,
                    DISK_SNAPSHOT_DELETE_POWEROFF,
                    DISK_SNAPSHOT_SUSPENDED,
                    DISK_SNAPSHOT_DELETE_SUSPENDED,
                    DISK_SNAPSHOT,
                    DISK_SNAPSHOT_DELETE,
                    DISK_RESIZE,
                    DISK_RESIZE_POWEROFF,
                    DISK_RESIZE_UNDEPLOYED,
                    HOTPLUG_RESIZE,
                    STOPPED,
                    SUSPENDED,
                    DONE,
                    POWEROFF,
                    UNDEPLOYED -> false;
        };
    }

    /** Returns the state after an outage of the cloud during this state, because the host is gone. */
    public VmState afterOutage() {
        return switch (this) {
            case PENDING, HOLD, STOPPED, SUSPENDED, DONE, POWEROFF, UNDEPLOYED, BOOT_FAILURE, PROLOG_FAILURE -> this;
            case PROLOG, PROLOG_RESUME, PROLOG_UNDEPLOY -> PROLOG;
            case BOOT,
                    RUNNING,
                    UNKNOWN,
                    BOOT_UNKNOWN,
                    BOOT_POWEROFF,
                    BOOT_SUSPENDED,
                    BOOT_STOPPED,
                    BOOT_UNDEPLOY,
                    HOTPLUG_SNAPSHOT,
                    HOTPLUG_RESIZE,
                    DISK_SNAPSHOT,
                    DISK_SNAPSHOT_DELETE,
                    DISK_RESIZE -> BOOT;
            case SAVE_STOP, EPILOG_STOP -> STOPPED;
            case SAVE_SUSPEND, DISK_SNAPSHOT_SUSPENDED, DISK_SNAPSHOT_DELETE_SUSPENDED -> SUSPENDED;
            case SHUTDOWN, EPILOG -> DONE;
            case SHUTDOWN_POWEROFF,
                    DISK_SNAPSHOT_POWEROFF,
                    DISK_SNAPSHOT_REVERT_POWEROFF,
                    DISK_SNAPSHOT_DELETE_POWEROFF,
                    DISK_RESIZE_POWEROFF -> POWEROFF;
            case SHUTDOWN_UNDEPLOY, EPILOG_UNDEPLOY, DISK_RESIZE_UNDEPLOYED -> UNDEPLOYED;
        };
    }
}
