package io.onemachine.cli.template;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Number constants as a template writes them. */
final class Numbers {
    private Numbers() {}

    /**
     * The value of a constant: a {@code Long} for a whole one, a {@code Double} for one with a fraction or exponent. Null
     * when it is none, is too large for 64 bits, or is imaginary (templates over JSON have no use for those).
     */
    static @Nullable Object parse(String written) {
        String digits = written.replace("_", "");
        boolean negative = digits.startsWith("-");
        if (negative || digits.startsWith("+")) {
            digits = digits.substring(1);
        }
        if (digits.isEmpty()) {
            return null;
        }
        try {
            if (isDecimal(digits) && hasFractionOrExponent(digits)) {
                double value = Double.parseDouble(digits);
                return Double.isInfinite(value) ? null : negative ? -value : value;
            }
            BigInteger value = wholeNumber(digits);
            return (negative ? value.negate() : value).longValueExact();
        } catch (NumberFormatException | ArithmeticException e) {
            return null;
        }
    }

    private static boolean isDecimal(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            if ("0123456789.eE+-".indexOf(digits.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasFractionOrExponent(String digits) {
        return digits.indexOf('.') >= 0 || digits.indexOf('e') >= 0 || digits.indexOf('E') >= 0;
    }

    private static BigInteger wholeNumber(String digits) {
        if (digits.length() > 1 && digits.charAt(0) == '0') {
            return switch (digits.charAt(1)) {
                case 'x', 'X' -> unsigned(digits.substring(2), 16);
                case 'b', 'B' -> unsigned(digits.substring(2), 2);
                case 'o', 'O' -> unsigned(digits.substring(2), 8);
                default -> unsigned(digits.substring(1), 8);
            };
        }
        return unsigned(digits, 10);
    }

    private static BigInteger unsigned(String digits, int base) {
        if (digits.isEmpty() || Character.digit(digits.charAt(0), base) < 0) {
            throw new NumberFormatException(digits);
        }
        return new BigInteger(digits, base);
    }
}
