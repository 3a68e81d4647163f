package io.onemachine.devcloud.cloud;

import io.onemachine.opennebula.resource.LcmState;

/**
 * A state as documents show it. Real clouds have more of them than the machines of this one pass through, and new ones come up.
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

    /** Returns whether a machine in this state may be terminated though machines of this cloud never come into it by themselves. */
    boolean isTerminable() {
        return state == CLONING
                || state == CLONING_FAILURE
                || (state == ACTIVE && LcmState.of(lcmState).isFailure());
    }

    /** As messages name it: {@code POWEROFF}, {@code RUNNING}; a number without a name is told as a number. */
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
