package io.onemachine.gotemplate.parse;

import io.onemachine.gotemplate.value.GoComplex;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses the number constants of templates. */
public final class Numbers {
    private static final BigInteger LARGEST_UNSIGNED =
            BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    /** Underscores are allowed between digits, or between a base prefix and a digit. */
    private static final Pattern WHOLE =
            Pattern.compile("0[xX](_?[0-9a-fA-F])+|0[bB](_?[01])+|0[oO](_?[0-7])+|0(_?[0-7])+|0|[1-9](_?[0-9])*");

    private static final Pattern DECIMAL =
            Pattern.compile("([0-9](_?[0-9])*)?(\\.([0-9](_?[0-9])*)?)?([eE][+-]?[0-9](_?[0-9])*)?");
    private static final Pattern HEX_FLOAT =
            Pattern.compile("0[xX](_?[0-9a-fA-F])*(\\.([0-9a-fA-F](_?[0-9a-fA-F])*)?)?[pP][+-]?[0-9](_?[0-9])*");

    private Numbers() {}

    /** A whole number too large for Go's int; it can be parsed but not used. */
    public record TooLarge(String written) {}

    /**
     * Returns the value of a constant: {@code Long} for an integer, {@code Double} for one with a fraction or exponent, {@link
     * GoComplex} for an imaginary one, {@link TooLarge}; null when it is invalid.
     */
    static @Nullable Object parse(String written) {
        if (written.endsWith("i")) {
            Object part = parseReal(written.substring(0, written.length() - 1), true);
            return part instanceof Double number ? imaginary(number) : null;
        }
        return parseReal(written, false);
    }

    private static Object imaginary(double number) {
        return new GoComplex(0, number);
    }

    private static @Nullable Object parseReal(String written, boolean always) {
        boolean negative = written.startsWith("-");
        String digits = negative || written.startsWith("+") ? written.substring(1) : written;
        if (!always && WHOLE.matcher(digits).matches()) {
            return whole(written, digits.replace("_", ""), negative);
        }
        Double value = real(digits);
        return value == null ? null : negative ? -value : value;
    }

    private static @Nullable Object whole(String written, String digits, boolean negative) {
        int base = 10;
        String plain = digits;
        if (digits.length() > 1 && digits.charAt(0) == '0') {
            base = switch (digits.charAt(1)) {
                case 'x', 'X' -> 16;
                case 'b', 'B' -> 2;
                default -> 8;
            };
            plain = digits.substring(Character.isDigit(digits.charAt(1)) ? 1 : 2);
        }
        if (plain.length() > 64) {
            return null;
        }
        BigInteger magnitude = new BigInteger(plain, base);
        BigInteger value = negative ? magnitude.negate() : magnitude;
        if (value.bitLength() <= 63) {
            return value.longValue();
        }
        return !negative && value.compareTo(LARGEST_UNSIGNED) <= 0 ? new TooLarge(written) : null;
    }

    private static @Nullable Double real(String digits) {
        String plain = digits.replace("_", "");
        boolean decimal = DECIMAL.matcher(digits).matches() && !plain.isEmpty() && hasDigit(plain);
        if (!decimal && !HEX_FLOAT.matcher(digits).matches()) {
            return null;
        }
        try {
            double value = Double.parseDouble(plain);
            return Double.isInfinite(value) ? null : (Double) value;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static boolean hasDigit(String text) {
        char first = text.charAt(0);
        return (first >= '0' && first <= '9')
                || (first == '.' && text.length() > 1 && Character.isDigit(text.charAt(1)));
    }
}
