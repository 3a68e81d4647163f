package io.onemachine.devcloud.cloud;

import io.onemachine.opennebula.resource.LcmState;

/**
 * A state in documents. Real clouds have more states than the VMs of this one pass through, and newer releases add some.
 *
 * @param state the number in {@code STATE}
 * @param lcmState the number in {@code LCM_STATE}
 */
public record ReportedState(int state, int lcmState) {

    private static final int ACTIVE = 3;
    private static final int CLONING = 10;
    private static final int CLONING_FAILURE = 11;

    static ReportedState of(VmState state) {
        return new ReportedState(state.number(), state.lcmNumber());
    }

    public boolean is(VmState other) {
        return equals(of(other));
    }

    /** Returns whether a VM in this state may be terminated, although VMs of this cloud reach it only by an override. */
    boolean isTerminable() {
        return state == CLONING
                || state == CLONING_FAILURE
                || (state == ACTIVE && LcmState.of(lcmState).isFailure());
    }

    /** Returns the name in messages: {@code POWEROFF}, {@code RUNNING}; the number for a state without a name. */
    @Override
    public String toString() {
        if (state == ACTIVE) {
            LcmState name = LcmState.of(lcmState);
            return name == LcmState.UNRECOGNIZED ? "LCM_STATE " + lcmState : name.name();
        }
        var name = io.onemachine.opennebula.resource.VmState.of(state);
        return name == io.onemachine.opennebula.resource.VmState.UNRECOGNIZED ? "STATE " + state : name.name();
    }
}
