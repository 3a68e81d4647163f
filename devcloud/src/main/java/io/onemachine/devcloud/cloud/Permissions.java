package io.onemachine.devcloud.cloud;

/**
 * The rights to an object, as a Unix file mode: three octal digits for owner, group and others, in each 4 for USE, 2 for
 * MANAGE and 1 for ADMIN.
 *
 * @param mode {@code 0} to {@code 0777}
 */
public record Permissions(int mode) {

    /** The permissions of a new object: its owner may use and manage it. */
    public static final Permissions PRIVATE = new Permissions(0600);

    /** All may use it. */
    public static final Permissions PUBLIC = new Permissions(0644);

    /** The right that an operation needs. */
    public enum Right {
        USE(4),
        MANAGE(2),
        ADMIN(1);

        private final int bit;

        Right(int bit) {
            this.bit = bit;
        }
    }

    /** The party to which a right is granted. */
    public enum Party {
        OWNER(6),
        GROUP(3),
        OTHER(0);

        private final int shift;

        Party(int shift) {
            this.shift = shift;
        }
    }

    /** Returns these permissions with one right granted or revoked. */
    public Permissions with(Party party, Right right, boolean granted) {
        int bit = right.bit << party.shift;
        return new Permissions(granted ? mode | bit : mode & ~bit);
    }

    public boolean grants(Party party, Right right) {
        return ((mode >> party.shift) & right.bit) != 0;
    }
}
