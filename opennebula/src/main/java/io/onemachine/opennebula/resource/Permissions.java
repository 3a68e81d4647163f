package io.onemachine.opennebula.resource;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who may do what with an object: use, manage and administer it, each for its owner, its group and everybody else.
 *
 * @param octal three digits as {@code onevm chmod} takes them, 4 for use, 2 for manage, 1 for admin: {@code 640}
 */
public record Permissions(String octal) {

    /** How many there are: three for each of three. */
    public static final int BITS = 9;

    private static final Pattern OCTAL = Pattern.compile("[0-7]{3}");

    public Permissions {
        if (!OCTAL.matcher(octal).matches()) {
            throw new IllegalArgumentException("not three octal digits: " + octal);
        }
    }

    /** Reads three octal digits; empty when it is something else. */
    public static Optional<Permissions> parse(String text) {
        return OCTAL.matcher(text).matches() ? Optional.of(new Permissions(text)) : Optional.empty();
    }

    /** Whether one is about administering. */
    public static boolean isAdministration(int bit) {
        return bit % 3 == 2;
    }

    /** Whether one is granted, in the order of {@code one.vm.chmod}: the owner's use, manage, admin, the group's, the others'. */
    public boolean has(int bit) {
        int digit = octal.charAt(bit / 3) - '0';
        return (digit >> (2 - bit % 3) & 1) == 1;
    }
}
