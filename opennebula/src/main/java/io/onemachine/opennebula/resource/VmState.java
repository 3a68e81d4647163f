package io.onemachine.opennebula.resource;

/** The state of a VM ({@code STATE}). The number 7 is unused. */
public enum VmState {
    INIT(0),
    PENDING(1),
    HOLD(2),
    /** On a host; {@link LcmState} has the details. */
    ACTIVE(3),
    STOPPED(4),
    SUSPENDED(5),
    DONE(6),
    POWEROFF(8),
    UNDEPLOYED(9),
    CLONING(10),
    CLONING_FAILURE(11),
    /** A number that this program does not know; {@link VmStatus} keeps it. */
    UNRECOGNIZED(-1);

    private final int number;

    VmState(int number) {
        this.number = number;
    }

    /** Returns the number on the wire; -1 for {@link #UNRECOGNIZED}. */
    public int number() {
        return number;
    }

    /** Returns the state of that number, or {@link #UNRECOGNIZED}. */
    public static VmState of(int number) {
        for (VmState state : values()) {
            if (state.number == number) {
                return state;
            }
        }
        return UNRECOGNIZED;
    }
}
