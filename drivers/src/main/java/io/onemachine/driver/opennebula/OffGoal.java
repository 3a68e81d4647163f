package io.onemachine.driver.opennebula;

import io.onemachine.opennebula.resource.LcmState;
import io.onemachine.opennebula.resource.VmAction;
import io.onemachine.opennebula.resource.VmStatus;

/**
 * Off. A VM that was never on a host is held back. OpenNebula puts a guest that does not listen, or that its host fails to turn off, back
 * to RUNNING: it is not asked for ever.
 */
final class OffGoal implements Goal {

    /** How often a VM may fall back when it is turned off by force: hosts fail now and then. */
    private static final int FORCED_TRIES = 3;

    private final VmAction action;
    private boolean wasShuttingDown;
    private int fallBacks;

    /** Off by {@link VmAction#POWEROFF} or {@link VmAction#POWEROFF_HARD}. */
    OffGoal(VmAction action) {
        this.action = action;
    }

    @Override
    public Step next(VmStatus status) {
        return switch (status.state()) {
            case POWEROFF, UNDEPLOYED, STOPPED, SUSPENDED, HOLD -> Step.ARRIVED;
            case PENDING -> new Step.Act(VmAction.HOLD);
            case INIT, CLONING, UNRECOGNIZED -> Step.WAIT;
            case DONE -> new Step.GiveUp("it is gone");
            case CLONING_FAILURE -> Goal.failed(status);
            case ACTIVE -> onHost(status);
        };
    }

    private Step onHost(VmStatus status) {
        LcmState state = status.lcm();
        if (state == LcmState.SHUTDOWN_POWEROFF) {
            wasShuttingDown = true;
            return byForce() ? new Step.ActOnce(VmAction.POWEROFF_HARD) : Step.WAIT;
        }
        if (state == LcmState.SHUTDOWN_UNDEPLOY) {
            wasShuttingDown = true;
            return byForce() ? new Step.ActOnce(VmAction.UNDEPLOY_HARD) : Step.WAIT;
        }
        if (state == LcmState.RUNNING || state == LcmState.UNKNOWN) {
            return fellBackForGood() ? new Step.GiveUp(staysOn(status)) : new Step.Act(action);
        }
        return state.isFailure() ? Goal.failed(status) : Step.WAIT;
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
