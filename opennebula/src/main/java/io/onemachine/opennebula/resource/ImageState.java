package io.onemachine.opennebula.resource;

/** The state of an image, by OpenNebula's numbers. */
public enum ImageState {
    INIT(0),
    READY(1),
    USED(2),
    DISABLED(3),
    LOCKED(4),
    ERROR(5),
    CLONE(6),
    DELETE(7),
    /** Persistent, and used by a VM. */
    USED_PERS(8),
    LOCKED_USED(9),
    LOCKED_USED_PERS(10),
    /** A state of a newer OpenNebula. */
    UNRECOGNIZED(-1);

    private final int number;

    ImageState(int number) {
        this.number = number;
    }

    /** Returns the number on the wire. */
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
