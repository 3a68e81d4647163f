package io.onemachine.driver.opennebula;

import io.onemachine.opennebula.resource.LcmState;
import io.onemachine.opennebula.resource.VmAction;
import io.onemachine.opennebula.resource.VmStatus;

/**
 * Where a VM is to get to, and what each state on the way calls for. A goal is used once: some remember what they have seen.
 *
 * <p>Which action OpenNebula takes in which state was seen with a real front end, version 6.8.3, and is the same in 7.
 */
@FunctionalInterface
interface Goal {

    /** What the state calls for. A VM that is gone is seen as {@code DONE}. */
    Step next(VmStatus status);

    /** Running, from wherever it is: off, saved, held or on its way. */
    static Goal running() {
        return new RunningGoal();
    }

    /** Running, for a VM that was just made: one that is held waits for whoever holds it. */
    static Goal runningForTheFirstTime() {
        return status -> switch (status.state()) {
            case INIT, PENDING, CLONING, HOLD, UNRECOGNIZED -> Step.WAIT;
            case STOPPED, SUSPENDED, POWEROFF, UNDEPLOYED, DONE ->
                new Step.GiveUp("somebody else changed its state to " + status);
            case CLONING_FAILURE -> failed(status);
            case ACTIVE -> {
                if (StateMapping.runs(status)) {
                    yield Step.ARRIVED;
                }
                yield status.lcm().isFailure() ? failed(status) : Step.WAIT;
            }
        };
    }

    /** Off, by asking the guest. */
    static Goal off() {
        return new OffGoal(VmAction.POWEROFF);
    }

    /** Off, without asking. */
    static Goal offByForce() {
        return new OffGoal(VmAction.POWEROFF_HARD);
    }

    /**
     * Gone. A state that refuses is a matter of time, so it is asked again and again. A guest that is being asked to shut down, and
     * perhaps never does, is not waited for.
     */
    static Goal gone() {
        return status -> switch (status.state()) {
            case DONE -> Step.ARRIVED;
            case INIT,
                    PENDING,
                    HOLD,
                    STOPPED,
                    SUSPENDED,
                    POWEROFF,
                    UNDEPLOYED,
                    CLONING,
                    CLONING_FAILURE,
                    UNRECOGNIZED -> new Step.Act(VmAction.TERMINATE_HARD);
            case ACTIVE -> goneFrom(status.lcm());
        };
    }

    /** For a state that only somebody who runs the cloud gets a VM out of. */
    static Step failed(VmStatus status) {
        return new Step.GiveUp("it is in state " + status);
    }

    private static Step goneFrom(LcmState state) {
        if (state == LcmState.EPILOG || state == LcmState.CLEANUP_DELETE) {
            return Step.WAIT;
        }
        if (state == LcmState.SHUTDOWN) {
            return new Step.ActOnce(VmAction.TERMINATE_HARD);
        }
        if (state == LcmState.SHUTDOWN_POWEROFF) {
            return new Step.ActOnce(VmAction.POWEROFF_HARD);
        }
        if (state == LcmState.SHUTDOWN_UNDEPLOY) {
            return new Step.ActOnce(VmAction.UNDEPLOY_HARD);
        }
        return new Step.Act(VmAction.TERMINATE_HARD);
    }
}
