package io.onemachine.devcloud.cloud;

import static io.onemachine.devcloud.cloud.VmState.BOOT_FAILURE;
import static io.onemachine.devcloud.cloud.VmState.DONE;
import static io.onemachine.devcloud.cloud.VmState.HOLD;
import static io.onemachine.devcloud.cloud.VmState.PENDING;
import static io.onemachine.devcloud.cloud.VmState.POWEROFF;
import static io.onemachine.devcloud.cloud.VmState.PROLOG_FAILURE;
import static io.onemachine.devcloud.cloud.VmState.RUNNING;
import static io.onemachine.devcloud.cloud.VmState.SHUTDOWN;
import static io.onemachine.devcloud.cloud.VmState.SHUTDOWN_POWEROFF;
import static io.onemachine.devcloud.cloud.VmState.SHUTDOWN_UNDEPLOY;
import static io.onemachine.devcloud.cloud.VmState.STOPPED;
import static io.onemachine.devcloud.cloud.VmState.SUSPENDED;
import static io.onemachine.devcloud.cloud.VmState.UNDEPLOYED;
import static io.onemachine.devcloud.cloud.VmState.UNKNOWN;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The actions of {@code one.vm.action} and the states that allow them, and the other calls that a VM's history records, with their numbers in
 * {@code HISTORY/ACTION}.
 */
public enum VmAction {
    UNDEPLOY("undeploy", 5),
    UNDEPLOY_HARD("undeploy-hard", 6),
    HOLD_BACK("hold", 7),
    RELEASE("release", 8),
    STOP("stop", 9),
    SUSPEND("suspend", 10),
    RESUME("resume", 11),
    REBOOT("reboot", 15),
    REBOOT_HARD("reboot-hard", 16),
    POWER_OFF("poweroff", 19),
    POWER_OFF_HARD("poweroff-hard", 20),
    DISK_SNAPSHOT_CREATE("disk-snapshot-create", 25),
    DISK_SNAPSHOT_DELETE("disk-snapshot-delete", 26),
    TERMINATE("terminate", 27),
    TERMINATE_HARD("terminate-hard", 28),
    DISK_RESIZE("disk-resize", 29),
    RESIZE("resize", 35),
    DISK_SNAPSHOT_REVERT("disk-snapshot-revert", 41);

    private final String code;
    private final int number;

    VmAction(String code, int number) {
        this.code = code;
        this.number = number;
    }

    /** Returns the name in calls: {@code poweroff-hard}. */
    public String code() {
        return code;
    }

    public int number() {
        return number;
    }

    /**
     * Checks that a VM's state allows the action.
     *
     * @throws CloudException when it does not
     */
    public void require(int vmId, ReportedState state) {
        boolean ends = this == TERMINATE || this == TERMINATE_HARD;
        if (allowedIn().stream().anyMatch(state::is) || (ends && state.isTerminable())) {
            return;
        }
        throw CloudException.action(
                code,
                ends
                        ? "Could not terminate VM " + vmId + ", wrong state " + state + "."
                        : "This action is not available for state " + state);
    }

    /** Returns whether a VM's real state allows the action. */
    public boolean isAllowedIn(VmState state) {
        return allowedIn().contains(state);
    }

    /** Returns the action of {@code one.vm.action} with this code. */
    public static Optional<VmAction> of(String code) {
        return recorded(code).filter(action -> !action.allowedIn().isEmpty());
    }

    /** Returns what has this code in a stored history. */
    public static Optional<VmAction> recorded(String code) {
        return Arrays.stream(values())
                .filter(action -> action.code.equals(code))
                .findFirst();
    }

    private Set<VmState> allowedIn() {
        return switch (this) {
            case UNDEPLOY -> EnumSet.of(RUNNING, UNKNOWN, POWEROFF);
            case UNDEPLOY_HARD -> EnumSet.of(RUNNING, UNKNOWN, POWEROFF, SHUTDOWN_UNDEPLOY);
            case HOLD_BACK -> EnumSet.of(PENDING);
            case RELEASE -> EnumSet.of(HOLD);
            case STOP -> EnumSet.of(RUNNING, SUSPENDED);
            case SUSPEND, REBOOT, REBOOT_HARD -> EnumSet.of(RUNNING);
            case RESUME -> EnumSet.of(STOPPED, SUSPENDED, POWEROFF, UNDEPLOYED, UNKNOWN);
            case POWER_OFF -> EnumSet.of(RUNNING, UNKNOWN);
            case POWER_OFF_HARD -> EnumSet.of(RUNNING, UNKNOWN, SHUTDOWN_POWEROFF);
            case TERMINATE -> endable();
            case TERMINATE_HARD -> {
                EnumSet<VmState> states = endable();
                states.add(SHUTDOWN);
                yield states;
            }
            // These are calls of their own.
            case DISK_SNAPSHOT_CREATE, DISK_SNAPSHOT_DELETE, DISK_SNAPSHOT_REVERT, DISK_RESIZE, RESIZE ->
                EnumSet.noneOf(VmState.class);
        };
    }

    /** Returns the states that allow termination; for DONE it has no effect. */
    private static EnumSet<VmState> endable() {
        return EnumSet.of(
                PENDING,
                HOLD,
                RUNNING,
                UNKNOWN,
                STOPPED,
                SUSPENDED,
                POWEROFF,
                UNDEPLOYED,
                BOOT_FAILURE,
                PROLOG_FAILURE,
                DONE);
    }
}
