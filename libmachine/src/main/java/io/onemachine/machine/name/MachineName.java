package io.onemachine.machine.name;

/** The rule for machine names: letters, digits, dots and dashes, with a letter or digit first. */
public final class MachineName {
    private MachineName() {}

    public static boolean isValid(String name) {
        return !name.isEmpty()
                && isLetterOrDigit(name.charAt(0))
                && name.chars().allMatch(c -> isLetterOrDigit((char) c) || c == '-' || c == '.');
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
