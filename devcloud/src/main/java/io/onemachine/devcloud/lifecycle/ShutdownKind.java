package io.onemachine.devcloud.lifecycle;

import io.onemachine.devcloud.cloud.VmAction;
import io.onemachine.devcloud.cloud.VmState;
import org.jspecify.annotations.Nullable;

/** The ways to end a VM's run: the state during the shutdown of its host, the state during the epilog, the final state. */
enum ShutdownKind {
    POWER_OFF(VmState.SHUTDOWN_POWEROFF, null, VmState.POWEROFF, false),
    POWER_OFF_HARD(VmState.SHUTDOWN_POWEROFF, null, VmState.POWEROFF, true),
    STOP(VmState.SAVE_STOP, VmState.EPILOG_STOP, VmState.STOPPED, false),
    UNDEPLOY(VmState.SHUTDOWN_UNDEPLOY, VmState.EPILOG_UNDEPLOY, VmState.UNDEPLOYED, false),
    UNDEPLOY_HARD(VmState.SHUTDOWN_UNDEPLOY, VmState.EPILOG_UNDEPLOY, VmState.UNDEPLOYED, true),
    TERMINATE(VmState.SHUTDOWN, VmState.EPILOG, VmState.DONE, false),
    TERMINATE_HARD(VmState.SHUTDOWN, VmState.EPILOG, VmState.DONE, true);

    private final VmState shutdown;
    private final @Nullable VmState epilog;
    private final VmState last;
    private final boolean hard;

    ShutdownKind(VmState shutdown, @Nullable VmState epilog, VmState last, boolean hard) {
        this.shutdown = shutdown;
        this.epilog = epilog;
        this.last = last;
        this.hard = hard;
    }

    static ShutdownKind of(VmAction action) {
        return switch (action) {
            case POWER_OFF -> POWER_OFF;
            case POWER_OFF_HARD -> POWER_OFF_HARD;
            case STOP -> STOP;
            case UNDEPLOY -> UNDEPLOY;
            case UNDEPLOY_HARD -> UNDEPLOY_HARD;
            case TERMINATE -> TERMINATE;
            case TERMINATE_HARD -> TERMINATE_HARD;
            case HOLD_BACK,
                    RELEASE,
                    SUSPEND,
                    RESUME,
                    REBOOT,
                    REBOOT_HARD,
                    DISK_SNAPSHOT_CREATE,
                    DISK_SNAPSHOT_DELETE,
                    DISK_SNAPSHOT_REVERT,
                    DISK_RESIZE,
                    RESIZE -> throw new IllegalArgumentException(action.code() + " does not end a run");
        };
    }

    VmState shutdown() {
        return shutdown;
    }

    /** Returns the state during the epilog; a powered-off VM has none. */
    @Nullable
    VmState epilog() {
        return epilog;
    }

    VmState last() {
        return last;
    }

    /** Returns whether the power is cut without asking the guest. */
    boolean isHard() {
        return hard;
    }
}
