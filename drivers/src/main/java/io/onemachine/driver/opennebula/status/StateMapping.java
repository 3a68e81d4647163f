package io.onemachine.driver.opennebula.status;

import io.onemachine.machine.driver.MachineState;
import io.onemachine.opennebula.resource.LcmState;
import io.onemachine.opennebula.resource.VmStatus;

/**
 * Maps OpenNebula's states to docker-machine's: operations on a running VM leave it running, operations on one that is off leave it
 * stopped; one that will run, and an unknown state, are starting. docs/reference/opennebula.md has the whole table.
 */
public final class StateMapping {

    private StateMapping() {}

    public static MachineState of(VmStatus status) {
        return switch (status.state()) {
            case INIT, PENDING, CLONING, UNRECOGNIZED -> MachineState.STARTING;
            case ACTIVE -> of(status.lcm());
            case STOPPED, SUSPENDED -> MachineState.SAVED;
            // Stays on hold until it is released.
            case POWEROFF, UNDEPLOYED, HOLD -> MachineState.STOPPED;
            case DONE, CLONING_FAILURE -> MachineState.ERROR;
        };
    }

    /** Returns whether the VM runs, even while another operation is in progress. */
    public static boolean runs(VmStatus status) {
        return of(status) == MachineState.RUNNING;
    }

    private static MachineState of(LcmState state) {
        return switch (state) {
            case RUNNING,
                    MIGRATE,
                    HOTPLUG,
                    HOTPLUG_SNAPSHOT,
                    HOTPLUG_NIC,
                    HOTPLUG_SAVEAS,
                    HOTPLUG_RESIZE,
                    DISK_SNAPSHOT,
                    DISK_SNAPSHOT_DELETE,
                    DISK_RESIZE,
                    BACKUP -> MachineState.RUNNING;
            case LCM_INIT,
                    SAVE_MIGRATE,
                    PROLOG_MIGRATE,
                    BOOT_MIGRATE,
                    CLEANUP_RESUBMIT,
                    PROLOG,
                    BOOT,
                    PROLOG_RESUME,
                    BOOT_UNKNOWN,
                    BOOT_POWEROFF,
                    BOOT_SUSPENDED,
                    BOOT_STOPPED,
                    PROLOG_UNDEPLOY,
                    BOOT_UNDEPLOY,
                    PROLOG_MIGRATE_UNKNOWN,
                    UNRECOGNIZED -> MachineState.STARTING;
            case HOTPLUG_SAVEAS_POWEROFF,
                    HOTPLUG_SAVEAS_UNDEPLOYED,
                    HOTPLUG_PROLOG_POWEROFF,
                    HOTPLUG_EPILOG_POWEROFF,
                    HOTPLUG_NIC_POWEROFF,
                    PROLOG_MIGRATE_POWEROFF,
                    DISK_SNAPSHOT_POWEROFF,
                    DISK_SNAPSHOT_REVERT_POWEROFF,
                    DISK_SNAPSHOT_DELETE_POWEROFF,
                    DISK_RESIZE_POWEROFF,
                    DISK_RESIZE_UNDEPLOYED,
                    BACKUP_POWEROFF,
                    RESTORE -> MachineState.STOPPED;
            case HOTPLUG_SAVEAS_SUSPENDED,
                    HOTPLUG_SAVEAS_STOPPED,
                    PROLOG_MIGRATE_SUSPEND,
                    DISK_SNAPSHOT_SUSPENDED,
                    DISK_SNAPSHOT_DELETE_SUSPENDED -> MachineState.SAVED;
            case SAVE_STOP,
                    SAVE_SUSPEND,
                    EPILOG_STOP,
                    EPILOG,
                    SHUTDOWN,
                    SHUTDOWN_POWEROFF,
                    SHUTDOWN_UNDEPLOY,
                    EPILOG_UNDEPLOY,
                    CLEANUP_DELETE -> MachineState.STOPPING;
            case UNKNOWN,
                    BOOT_FAILURE,
                    BOOT_MIGRATE_FAILURE,
                    PROLOG_MIGRATE_FAILURE,
                    PROLOG_FAILURE,
                    EPILOG_FAILURE,
                    EPILOG_STOP_FAILURE,
                    EPILOG_UNDEPLOY_FAILURE,
                    PROLOG_MIGRATE_POWEROFF_FAILURE,
                    PROLOG_MIGRATE_SUSPEND_FAILURE,
                    BOOT_UNDEPLOY_FAILURE,
                    BOOT_STOPPED_FAILURE,
                    PROLOG_RESUME_FAILURE,
                    PROLOG_UNDEPLOY_FAILURE,
                    PROLOG_MIGRATE_UNKNOWN_FAILURE -> MachineState.ERROR;
        };
    }
}
