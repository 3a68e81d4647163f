package io.onemachine.devcloud.cloud;

/**
 * Who may do what with an object, as a Unix file mode: three octal digits for owner, group and others, in each 4 for USE, 2 for
 * MANAGE and 1 for ADMIN.
 *
 * @param mode {@code 0} to {@code 0777}
 */
public record Permissions(int mode) {

    /** Owner may use and manage; what a new object gets. */
    public static final Permissions PRIVATE = new Permissions(0600);

    /** Everybody may use it. */
    public static final Permissions PUBLIC = new Permissions(0644);

    /** What an operation needs. */
    public enum Right {
        USE(4),
        MANAGE(2),
        ADMIN(1);

        private final int bit;

        Right(int bit) {
            this.bit = bit;
        }
    }

    /** For whom a right is granted. */
    public enum Party {
        OWNER(6),
        GROUP(3),
        OTHER(0);

        private final int shift;

        Party(int shift) {
            this.shift = shift;
        }
    }

    /** These, but with one right granted or not. */
    public Permissions with(Party party, Right right, boolean granted) {
        int bit = right.bit << party.shift;
        return new Permissions(granted ? mode | bit : mode & ~bit);
    }

    public boolean grants(Party party, Right right) {
        return ((mode >> party.shift) & right.bit) != 0;
    }
}
