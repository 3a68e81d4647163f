package io.onemachine.driver.opennebula.vm;

import io.onemachine.driver.opennebula.status.StateMapping;
import io.onemachine.opennebula.resource.LcmState;
import io.onemachine.opennebula.resource.VmAction;
import io.onemachine.opennebula.resource.VmStatus;

/**
 * The state that a VM shall reach, and the action that each state on the path calls for. An instance is used once: some are stateful.
 *
 * <p>The table of actions and states was observed at a real front end, version 6.8.3; version 7 has the same.
 */
@FunctionalInterface
public interface TargetState {

    /** Returns the action for a state. A VM that is gone is seen as {@code DONE}. */
    NextAction next(VmStatus status);

    /** Returns the running state, from off, saved, held or in transition. */
    static TargetState running() {
        return new Running();
    }

    /** Returns the running state of a VM that was just created; one on hold is waited for until it is released. */
    static TargetState runningForTheFirstTime() {
        return status -> switch (status.state()) {
            case INIT, PENDING, CLONING, HOLD, UNRECOGNIZED -> NextAction.WAIT;
            case STOPPED, SUSPENDED, POWEROFF, UNDEPLOYED, DONE ->
                new NextAction.GiveUp("another user or program changed its state to " + status);
            case CLONING_FAILURE -> failed(status);
            case ACTIVE -> {
                if (StateMapping.runs(status)) {
                    yield NextAction.ARRIVED;
                }
                yield status.lcm().isFailure() ? failed(status) : NextAction.WAIT;
            }
        };
    }

    /** Returns the powered-off state, by asking the guest. */
    static TargetState off() {
        return new PoweredOff(VmAction.POWEROFF);
    }

    /** Returns the powered-off state, without asking the guest. */
    static TargetState offByForce() {
        return new PoweredOff(VmAction.POWEROFF_HARD);
    }

    /**
     * Returns the removed state. A refusal is temporary, so the action is repeated. A guest that is shutting down, and
     * perhaps never finishes, is not waited for.
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

    /** Returns the state in which no operation is in progress, running or not. */
    static TargetState settled() {
        return status -> switch (status.state()) {
            case PENDING, HOLD, STOPPED, SUSPENDED, POWEROFF, UNDEPLOYED -> NextAction.ARRIVED;
            case INIT, CLONING, UNRECOGNIZED -> NextAction.WAIT;
            case DONE -> new NextAction.GiveUp("it is gone");
            case CLONING_FAILURE -> failed(status);
            case ACTIVE -> {
                if (status.isRunning() || status.lcm() == LcmState.UNKNOWN) {
                    yield NextAction.ARRIVED;
                }
                yield status.lcm().isFailure() ? failed(status) : NextAction.WAIT;
            }
        };
    }

    /** Returns the action for a state that only the cloud's administrator can repair. */
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
