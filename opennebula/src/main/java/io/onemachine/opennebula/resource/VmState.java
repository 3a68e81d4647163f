package io.onemachine.opennebula.resource;

/** The state of a virtual machine ({@code STATE}). The number 7 is not in use. */
public enum VmState {
    INIT(0),
    PENDING(1),
    HOLD(2),
    /** On a host; {@link LcmState} says what it is doing there. */
    ACTIVE(3),
    STOPPED(4),
    SUSPENDED(5),
    DONE(6),
    POWEROFF(8),
    UNDEPLOYED(9),
    CLONING(10),
    CLONING_FAILURE(11),
    /** A number that this program does not know; {@link VmStatus} has it. */
    UNRECOGNIZED(-1);

    private final int number;

    VmState(int number) {
        this.number = number;
    }

    /** The number on the wire; -1 for {@link #UNRECOGNIZED}. */
    public int number() {
        return number;
    }

    /** The state of that number, or {@link #UNRECOGNIZED}. */
    public static VmState of(int number) {
        for (VmState state : values()) {
            if (state.number == number) {
                return state;
            }
        }
        return UNRECOGNIZED;
    }
}
