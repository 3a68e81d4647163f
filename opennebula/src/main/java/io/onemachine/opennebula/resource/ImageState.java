package io.onemachine.opennebula.resource;

/** What an image is doing, by OpenNebula's numbers. */
public enum ImageState {
    INIT(0),
    READY(1),
    USED(2),
    DISABLED(3),
    LOCKED(4),
    ERROR(5),
    CLONE(6),
    DELETE(7),
    /** Persistent, and a virtual machine has it. */
    USED_PERS(8),
    LOCKED_USED(9),
    LOCKED_USED_PERS(10),
    /** One of a newer OpenNebula. */
    UNRECOGNIZED(-1);

    private final int number;

    ImageState(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    static ImageState of(int number) {
        for (ImageState state : values()) {
            if (state.number == number) {
                return state;
            }
        }
        return UNRECOGNIZED;
    }
}
