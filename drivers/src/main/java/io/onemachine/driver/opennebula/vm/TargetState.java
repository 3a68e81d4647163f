package io.onemachine.driver.opennebula.vm;

import io.onemachine.driver.opennebula.status.StateMapping;

import io.onemachine.opennebula.resource.LcmState;
import io.onemachine.opennebula.resource.VmAction;
import io.onemachine.opennebula.resource.VmStatus;

/**
 * Where a VM is to get to, and what each state on the way calls for. A goal is used once: some remember what they have seen.
 *
 * <p>Which action OpenNebula takes in which state was seen with a real front end, version 6.8.3, and is the same in 7.
 */
@FunctionalInterface
public interface TargetState {

    /** What the state calls for. A VM that is gone is seen as {@code DONE}. */
    NextAction next(VmStatus status);

    /** Running, from wherever it is: off, saved, held or on its way. */
    static TargetState running() {
        return new Running();
    }

    /** Running, for a VM that was just made: one that is held waits for whoever holds it. */
    static TargetState runningForTheFirstTime() {
        return status -> switch (status.state()) {
            case INIT, PENDING, CLONING, HOLD, UNRECOGNIZED -> NextAction.WAIT;
            case STOPPED, SUSPENDED, POWEROFF, UNDEPLOYED, DONE ->
                new NextAction.GiveUp("somebody else changed its state to " + status);
            case CLONING_FAILURE -> failed(status);
            case ACTIVE -> {
                if (StateMapping.runs(status)) {
                    yield NextAction.ARRIVED;
                }
                yield status.lcm().isFailure() ? failed(status) : NextAction.WAIT;
            }
        };
    }

    /** Off, by asking the guest. */
    static TargetState off() {
        return new PoweredOff(VmAction.POWEROFF);
    }

    /** Off, without asking. */
    static TargetState offByForce() {
        return new PoweredOff(VmAction.POWEROFF_HARD);
    }

    /**
     * Gone. A state that refuses is a matter of time, so it is asked again and again. A guest that is being asked to shut down, and
     * perhaps never does, is not waited for.
     */
    static TargetState gone() {
        return status -> switch (status.state()) {
            case DONE -> NextAction.ARRIVED;
            case INIT,
                    PENDING,
                    HOLD,
                    STOPPED,
                    SUSPENDED,
                    POWEROFF,
                    UNDEPLOYED,
                    CLONING,
                    CLONING_FAILURE,
                    UNRECOGNIZED -> new NextAction.Act(VmAction.TERMINATE_HARD);
            case ACTIVE -> goneFrom(status.lcm());
        };
    }

    /** For a state that only somebody who runs the cloud gets a VM out of. */
    static NextAction failed(VmStatus status) {
        return new NextAction.GiveUp("it is in state " + status);
    }

    private static NextAction goneFrom(LcmState state) {
        if (state == LcmState.EPILOG || state == LcmState.CLEANUP_DELETE) {
            return NextAction.WAIT;
        }
        if (state == LcmState.SHUTDOWN) {
            return new NextAction.ActOnce(VmAction.TERMINATE_HARD);
        }
        if (state == LcmState.SHUTDOWN_POWEROFF) {
            return new NextAction.ActOnce(VmAction.POWEROFF_HARD);
        }
        if (state == LcmState.SHUTDOWN_UNDEPLOY) {
            return new NextAction.ActOnce(VmAction.UNDEPLOY_HARD);
        }
        return new NextAction.Act(VmAction.TERMINATE_HARD);
    }
}
