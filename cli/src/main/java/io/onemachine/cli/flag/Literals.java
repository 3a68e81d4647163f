package io.onemachine.cli.flag;

import org.jspecify.annotations.Nullable;

/** Booleans and whole numbers as Go's {@code strconv} reads them. */
public final class Literals {
    private Literals() {}

    /** The truth value of {@code text}, or null when it is none: {@code 1 t T TRUE true True} and their opposites. */
    public static @Nullable Boolean parseBoolean(String text) {
        return switch (text) {
            case "1", "t", "T", "TRUE", "true", "True" -> Boolean.TRUE;
            case "0", "f", "F", "FALSE", "false", "False" -> Boolean.FALSE;
            default -> null;
        };
    }

    /** The number {@code text} writes in base 10, or in base 16, 8 or 2 after {@code 0x}, {@code 0} or {@code 0b}. */
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
