package io.onemachine.driver.opennebula.vm;

import io.onemachine.opennebula.resource.LcmState;
import io.onemachine.opennebula.resource.VmAction;
import io.onemachine.opennebula.resource.VmStatus;

/**
 * Powered off; a VM that never ran is put on hold. OpenNebula returns a VM to RUNNING when its guest ignores the request or its host
 * fails to turn it off, so the number of attempts is limited.
 */
final class PoweredOff implements TargetState {

    /** The number of attempts by force: hosts fail now and then. */
    private static final int FORCED_TRIES = 3;

    private final VmAction action;
    private boolean wasShuttingDown;
    private int fallBacks;

    /** Creates the state for {@link VmAction#POWEROFF} or {@link VmAction#POWEROFF_HARD}. */
    PoweredOff(VmAction action) {
        this.action = action;
    }

    @Override
    public NextAction next(VmStatus status) {
        return switch (status.state()) {
            case POWEROFF, UNDEPLOYED, STOPPED, SUSPENDED, HOLD -> NextAction.ARRIVED;
            case PENDING -> new NextAction.Act(VmAction.HOLD);
            case INIT, CLONING, UNRECOGNIZED -> NextAction.WAIT;
            case DONE -> new NextAction.GiveUp("it is gone");
            case CLONING_FAILURE -> TargetState.failed(status);
            case ACTIVE -> onHost(status);
        };
    }

    private NextAction onHost(VmStatus status) {
        LcmState state = status.lcm();
        if (state == LcmState.SHUTDOWN_POWEROFF) {
            wasShuttingDown = true;
            return byForce() ? new NextAction.ActOnce(VmAction.POWEROFF_HARD) : NextAction.WAIT;
        }
        if (state == LcmState.SHUTDOWN_UNDEPLOY) {
            wasShuttingDown = true;
            return byForce() ? new NextAction.ActOnce(VmAction.UNDEPLOY_HARD) : NextAction.WAIT;
        }
        if (state == LcmState.RUNNING || state == LcmState.UNKNOWN) {
            return fellBackForGood() ? new NextAction.GiveUp(staysOn(status)) : new NextAction.Act(action);
        }
        return state.isFailure() ? TargetState.failed(status) : NextAction.WAIT;
    }

    private boolean fellBackForGood() {
        if (wasShuttingDown) {
            wasShuttingDown = false;
            fallBacks++;
        }
        return fallBacks >= (byForce() ? FORCED_TRIES : 1);
    }

    private String staysOn(VmStatus status) {
        return (byForce() ? "its host did not turn it off" : "its system did not shut down")
                + (status.isRunning() ? " and it runs on" : " and it is in state " + status);
    }

    private boolean byForce() {
        return action == VmAction.POWEROFF_HARD;
    }
}
