package io.onemachine.cli.flag;

import org.jspecify.annotations.Nullable;

/** Parses booleans and whole numbers as Go's {@code strconv} does. */
public final class Literals {
    private Literals() {}

    /** Parses {@code 1 t T TRUE true True} and their opposites; returns null for any other text. */
    public static @Nullable Boolean parseBoolean(String text) {
        return switch (text) {
            case "1", "t", "T", "TRUE", "true", "True" -> Boolean.TRUE;
            case "0", "f", "F", "FALSE", "false", "False" -> Boolean.FALSE;
            default -> null;
        };
    }

    /** Parses a number in base 10, or base 16, 8 or 2 after {@code 0x}, {@code 0} or {@code 0b}; returns null when it is invalid. */
    public static @Nullable Long parseNumber(String text) {
        String digits = text;
        String sign = "";
        if (digits.startsWith("-") || digits.startsWith("+")) {
            sign = digits.startsWith("-") ? "-" : "";
            digits = digits.substring(1);
        }
        int base = 10;
        if (digits.length() > 1 && digits.charAt(0) == '0') {
            char mark = Character.toLowerCase(digits.charAt(1));
            base = mark == 'x' ? 16 : mark == 'b' ? 2 : 8;
            digits = digits.substring(mark == 'x' || mark == 'b' || mark == 'o' ? 2 : 1);
        }
        if (digits.isEmpty() || Character.digit(digits.charAt(0), base) < 0) {
            return null;
        }
        try {
            return Long.valueOf(sign + digits, base);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
