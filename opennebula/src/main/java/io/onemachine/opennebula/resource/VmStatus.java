package io.onemachine.opennebula.resource;

/**
 * Both states of a VM, by number, so that a state of a newer OpenNebula is not lost.
 *
 * @param stateNumber {@code STATE}
 * @param lcmNumber {@code LCM_STATE}; meaningful only when the state is {@link VmState#ACTIVE}
 */
public record VmStatus(int stateNumber, int lcmNumber) {

    /** Returns the status with these states. */
    public static VmStatus of(VmState state, LcmState lcm) {
        return new VmStatus(state.number(), lcm.number());
    }

    /** Returns the state. */
    public VmState state() {
        return VmState.of(stateNumber);
    }

    /** Returns the state within {@link VmState#ACTIVE}. */
    public LcmState lcm() {
        return LcmState.of(lcmNumber);
    }

    /** Returns whether the VM runs on its host. */
    public boolean isRunning() {
        return state() == VmState.ACTIVE && lcm() == LcmState.RUNNING;
    }

    /** Returns whether it is gone for good. */
    public boolean isDone() {
        return state() == VmState.DONE;
    }

    /** Returns whether something failed that only a recovery or termination ends. */
    public boolean needsRepair() {
        return state() == VmState.CLONING_FAILURE || (state() == VmState.ACTIVE && lcm().isFailure());
    }

    /** Returns the name that OpenNebula's tools show: {@code POWEROFF}, {@code RUNNING}, {@code PROLOG}; an unknown one by number. */
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
