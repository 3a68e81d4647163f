package io.onemachine.devcloud.lifecycle;

import static io.onemachine.devcloud.cloud.VmState.POWEROFF;
import static io.onemachine.devcloud.cloud.VmState.RUNNING;
import static io.onemachine.devcloud.cloud.VmState.SUSPENDED;
import static io.onemachine.devcloud.cloud.VmState.UNDEPLOYED;

import io.onemachine.devcloud.cloud.ReportedState;
import io.onemachine.devcloud.cloud.VmState;
import io.onemachine.devcloud.fault.VmPhase;
import java.util.EnumSet;
import java.util.Set;

/**
 * The changes of an existing VM that take time and end in the state in which they began. Each has the name that begins its error message in a
 * front end.
 */
public enum VmChange {
    RESIZE("RESIZE", VmPhase.RESIZE),
    DISK_RESIZE("RESIZEDISK", VmPhase.DISK_RESIZE),
    SNAPSHOT_CREATE("SNAPSHOTCREATE", VmPhase.SNAPSHOT),
    SNAPSHOT_REVERT("SNAPSHOTREVERT", VmPhase.SNAPSHOT),
    SNAPSHOT_DELETE("SNAPSHOTDELETE", VmPhase.SNAPSHOT),
    DISK_SNAPSHOT_CREATE("DISKSNAPSHOTCREATE", VmPhase.SNAPSHOT),
    DISK_SNAPSHOT_REVERT("DISKSNAPSHOTREVERT", VmPhase.SNAPSHOT),
    DISK_SNAPSHOT_DELETE("DISKSNAPSHOTDELETE", VmPhase.SNAPSHOT);

    private final String title;
    private final VmPhase phase;

    VmChange(String title, VmPhase phase) {
        this.title = title;
        this.phase = phase;
    }

    /** Returns the beginning of its error message: {@code RESIZEDISK}. */
    String title() {
        return title;
    }

    VmPhase phase() {
        return phase;
    }

    /** Returns whether a VM that shows this state may be changed so. */
    public boolean isAllowedIn(ReportedState state) {
        return allowedIn().stream().anyMatch(state::is);
    }

    boolean isAllowedIn(VmState state) {
        return allowedIn().contains(state);
    }

    /** Returns the state of a VM during the change that began in a state. */
    VmState during(VmState from) {
        return switch (this) {
            case RESIZE -> VmState.HOTPLUG_RESIZE;
            case SNAPSHOT_CREATE, SNAPSHOT_REVERT, SNAPSHOT_DELETE -> VmState.HOTPLUG_SNAPSHOT;
            case DISK_RESIZE ->
                of(from, VmState.DISK_RESIZE, VmState.DISK_RESIZE_POWEROFF, VmState.DISK_RESIZE_UNDEPLOYED);
            case DISK_SNAPSHOT_CREATE ->
                of(from, VmState.DISK_SNAPSHOT, VmState.DISK_SNAPSHOT_POWEROFF, VmState.DISK_SNAPSHOT_SUSPENDED);
            case DISK_SNAPSHOT_REVERT -> VmState.DISK_SNAPSHOT_REVERT_POWEROFF;
            case DISK_SNAPSHOT_DELETE ->
                of(
                        from,
                        VmState.DISK_SNAPSHOT_DELETE,
                        VmState.DISK_SNAPSHOT_DELETE_POWEROFF,
                        VmState.DISK_SNAPSHOT_DELETE_SUSPENDED);
        };
    }

    private static VmState of(VmState from, VmState running, VmState off, VmState otherwise) {
        if (from == RUNNING) {
            return running;
        }
        return from == POWEROFF ? off : otherwise;
    }

    private Set<VmState> allowedIn() {
        return switch (this) {
            case RESIZE, SNAPSHOT_CREATE, SNAPSHOT_REVERT, SNAPSHOT_DELETE -> EnumSet.of(RUNNING);
            case DISK_RESIZE -> EnumSet.of(RUNNING, POWEROFF, UNDEPLOYED);
            case DISK_SNAPSHOT_CREATE, DISK_SNAPSHOT_DELETE -> EnumSet.of(RUNNING, POWEROFF, SUSPENDED);
            case DISK_SNAPSHOT_REVERT -> EnumSet.of(POWEROFF);
        };
    }
}
