package io.onemachine.driver.opennebula;

import io.onemachine.opennebula.resource.LcmState;
import io.onemachine.opennebula.resource.VmAction;
import io.onemachine.opennebula.resource.VmStatus;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where a VM is to get to, and what each state on the way calls for. A goal is used once: some remember what they have seen.
 *
 * <p>Which action OpenNebula takes in which state was seen with a real front end, version 6.8.3.
 */
@FunctionalInterface
interface Goal {

    /** On the way out already. */
    Set<LcmState> LEAVING = EnumSet.of(LcmState.EPILOG, LcmState.SHUTDOWN, LcmState.CLEANUP_DELETE);

    /** What the state calls for. A VM that is gone is seen as {@code DONE}. */
    Step next(VmStatus status);

    /** Running, from wherever it is: off, saved, held or on its way. */
    static Goal running() {
        return status -> switch (status.state()) {
            case INIT, PENDING, CLONING, UNRECOGNIZED -> Step.WAIT;
            case HOLD -> new Step.Act(VmAction.RELEASE);
            case STOPPED, SUSPENDED, POWEROFF, UNDEPLOYED -> new Step.Act(VmAction.RESUME);
            case DONE -> new Step.GiveUp("it is gone");
            case CLONING_FAILURE -> failure(status);
            case ACTIVE -> {
                if (status.isRunning()) {
                    yield Step.ARRIVED;
                }
                if (status.lcm() == LcmState.UNKNOWN) {
                    yield new Step.Act(VmAction.RESUME);
                }
                yield status.lcm().isFailure() ? failure(status) : Step.WAIT;
            }
        };
    }

    /** Running, for a VM that was just made: one that is held waits for whoever holds it. */
    static Goal runningForTheFirstTime() {
        return status -> switch (status.state()) {
            case INIT, PENDING, CLONING, HOLD, UNRECOGNIZED -> Step.WAIT;
            case STOPPED, SUSPENDED, POWEROFF, UNDEPLOYED, DONE ->
                new Step.GiveUp("somebody else changed its state to " + status);
            case CLONING_FAILURE -> failure(status);
            case ACTIVE -> {
                if (status.isRunning()) {
                    yield Step.ARRIVED;
                }
                yield status.lcm().isFailure() ? failure(status) : Step.WAIT;
            }
        };
    }

    /** Off, by asking the guest. OpenNebula puts a guest that does not listen back to RUNNING. */
    static Goal off() {
        boolean[] wasShuttingDown = new boolean[1];
        return status -> {
            wasShuttingDown[0] |= status.lcm() == LcmState.SHUTDOWN_POWEROFF;
            if (wasShuttingDown[0] && status.isRunning()) {
                return new Step.GiveUp("its system did not shut down and it runs on");
            }
            return off(status, VmAction.POWEROFF);
        };
    }

    /** Off, without asking. */
    static Goal offByForce() {
        return status -> status.lcm() == LcmState.SHUTDOWN_POWEROFF
                ? new Step.Act(VmAction.POWEROFF_HARD)
                : off(status, VmAction.POWEROFF_HARD);
    }

    private static Step off(VmStatus status, VmAction action) {
        return switch (status.state()) {
            case POWEROFF, UNDEPLOYED, STOPPED, SUSPENDED, HOLD -> Step.ARRIVED;
            case INIT, PENDING, CLONING, UNRECOGNIZED -> Step.WAIT;
            case DONE -> new Step.GiveUp("it is gone");
            case CLONING_FAILURE -> failure(status);
            case ACTIVE -> {
                if (status.isRunning() || status.lcm() == LcmState.UNKNOWN) {
                    yield new Step.Act(action);
                }
                yield status.lcm().isFailure() ? failure(status) : Step.WAIT;
            }
        };
    }

    /** Gone. A state that refuses is a matter of time, so it is asked again and again. */
    static Goal gone() {
        return status -> {
            if (status.isDone()) {
                return Step.ARRIVED;
            }
            return LEAVING.contains(status.lcm()) ? Step.WAIT : new Step.Act(VmAction.TERMINATE_HARD);
        };
    }

    private static Step failure(VmStatus status) {
        return new Step.GiveUp("it is in state " + status);
    }
}
