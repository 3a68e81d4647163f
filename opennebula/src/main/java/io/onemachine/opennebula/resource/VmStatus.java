package io.onemachine.opennebula.resource;

/**
 * Both states of a virtual machine, by number, so that a state of a newer OpenNebula is not lost.
 *
 * @param stateNumber {@code STATE}
 * @param lcmNumber {@code LCM_STATE}; means something only when the state is {@link VmState#ACTIVE}
 */
public record VmStatus(int stateNumber, int lcmNumber) {

    /** The status with these states. */
    public static VmStatus of(VmState state, LcmState lcm) {
        return new VmStatus(state.number(), lcm.number());
    }

    /** The state. */
    public VmState state() {
        return VmState.of(stateNumber);
    }

    /** The state within {@link VmState#ACTIVE}. */
    public LcmState lcm() {
        return LcmState.of(lcmNumber);
    }

    /** Whether the virtual machine runs on its host. */
    public boolean isRunning() {
        return state() == VmState.ACTIVE && lcm() == LcmState.RUNNING;
    }

    /** Whether it is gone for good. */
    public boolean isDone() {
        return state() == VmState.DONE;
    }

    /** Whether something failed and it stays so until somebody recovers or terminates it. */
    public boolean needsRepair() {
        return state() == VmState.CLONING_FAILURE || (state() == VmState.ACTIVE && lcm().isFailure());
    }

    /** As people know it: {@code POWEROFF}, {@code RUNNING}, {@code PROLOG}; an unknown one by number. */
    @Override
    public String toString() {
        return switch (state()) {
            case ACTIVE -> lcm() == LcmState.UNRECOGNIZED ? "ACTIVE, LCM_STATE " + lcmNumber : lcm().name();
            case UNRECOGNIZED -> "STATE " + stateNumber + ", LCM_STATE " + lcmNumber;
            case INIT, PENDING, HOLD, STOPPED, SUSPENDED, DONE, POWEROFF, UNDEPLOYED, CLONING, CLONING_FAILURE ->
                state().name();
        };
    }
}
