package io.onemachine.opennebula.resource;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The rights to use, manage and administer an object, each for its owner, its group and all others.
 *
 * @param octal three digits in the format of {@code onevm chmod}, 4 for use, 2 for manage, 1 for admin: {@code 640}
 */
public record Permissions(String octal) {

    /** The number of rights: three for each of three. */
    public static final int BITS = 9;

    private static final Pattern OCTAL = Pattern.compile("[0-7]{3}");

    public Permissions {
        if (!OCTAL.matcher(octal).matches()) {
            throw new IllegalArgumentException("not three octal digits: " + octal);
        }
    }

    /** Parses three octal digits; empty for any other text. */
    public static Optional<Permissions> parse(String text) {
        return OCTAL.matcher(text).matches() ? Optional.of(new Permissions(text)) : Optional.empty();
    }

    /** Returns whether a right is one to administer. */
    public static boolean isAdministration(int bit) {
        return bit % 3 == 2;
    }

    /** Returns whether a right is granted; order of {@code one.vm.chmod}: the owner's use, manage, admin, the group's, the others'. */
    public boolean has(int bit) {
        int digit = octal.charAt(bit / 3) - '0';
        return (digit >> (2 - bit % 3) & 1) == 1;
    }
}
