package io.onemachine.opennebula.resource;

/** Selects objects of a pool by owner. */
public enum PoolFilter {
    /** The caller's own and those of the caller's groups. */
    MINE_AND_MY_GROUPS(-1),
    /** Everything the caller may see. */
    ALL(-2),
    /** The caller's own. */
    MINE(-3),
    /** Those of the caller's primary group. */
    MY_GROUP(-4);

    private final int number;

    PoolFilter(int number) {
        this.number = number;
    }

    /** Returns the number on the wire. */
    public int number() {
        return number;
    }
}
