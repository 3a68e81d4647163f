package io.onemachine.gotemplate.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Formats floating point numbers as Go's {@code strconv.FormatFloat} does. */
public final class GoFloats {
    /** The precision that stands for the fewest digits that identify the number. */
    public static final int SHORTEST = -1;

    /** From this power of ten on, the shortest format has an exponent. */
    private static final int LARGEST_SHORT_EXPONENT = 6;

    /** More digits than any number has; further digits are zeros. */
    private static final int MAX_DIGITS = 1100;

    private GoFloats() {}

    /** Returns a number in the format of {@code %v}. */
    public static String shortest(double value) {
        return general(value, SHORTEST, LARGEST_SHORT_EXPONENT);
    }

    /**
     * Returns a number in the format of one of the verbs {@code e f g b x} with a precision.
     *
     * @param verb the verb, also in upper case
     * @param precision the number of digits after the point, for {@code g} of all digits
     */
    public static String format(double value, char verb, int precision) {
        int digits = Math.min(precision, MAX_DIGITS);
        if (!Double.isFinite(value)) {
            return special(value);
        }
        String text = switch (verb) {
            case 'b' -> BinaryFloats.scaled(value);
            case 'x', 'X' -> BinaryFloats.hex(value, verb == 'X', precision);
            case 'e', 'E' -> exponential(value, precision);
            case 'f' -> fixed(value, digits) + "0".repeat(Math.max(0, precision - digits));
            default -> general(value, digits, digits == SHORTEST ? LARGEST_SHORT_EXPONENT : digits);
        };
        return verb == 'E' || verb == 'G' ? text.replace('e', 'E') : text;
    }

    private static String special(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        return value > 0 ? "+Inf" : "-Inf";
    }

    private static BigDecimal decimal(double value, int precision) {
        return precision == SHORTEST ? new BigDecimal(Double.toString(value)) : new BigDecimal(value);
    }

    private static String fixed(double value, int precision) {
        if (!Double.isFinite(value)) {
            return special(value);
        }
        BigDecimal decimal = decimal(value, precision);
        if (precision == SHORTEST) {
            decimal = stripped(decimal);
            return signed(value, decimal.abs().setScale(Math.max(0, decimal.scale()), RoundingMode.UNNECESSARY));
        }
        return signed(value, decimal.abs().setScale(precision, RoundingMode.HALF_EVEN));
    }

    private static String signed(double value, BigDecimal magnitude) {
        return (1 / value < 0 || value < 0 ? "-" : "") + magnitude.toPlainString();
    }

    private static String exponential(double value, int precision) {
        if (!Double.isFinite(value)) {
            return special(value);
        }
        BigDecimal decimal = decimal(value, precision).abs();
        if (precision != SHORTEST) {
            decimal = decimal.round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
        }
        String digits = stripped(decimal).unscaledValue().toString();
        int exponent = exponent(decimal);
        StringBuilder text = new StringBuilder(1 / value < 0 || value < 0 ? "-" : "").append(digits.charAt(0));
        StringBuilder fraction = new StringBuilder(digits.substring(1));
        while (fraction.length() < precision) {
            fraction.append('0');
        }
        if (!fraction.isEmpty()) {
            text.append('.').append(fraction);
        }
        text.append('e').append(exponent < 0 ? '-' : '+');
        text.append(Math.abs(exponent) < 10 ? "0" : "").append(Math.abs(exponent));
        return text.toString();
    }

    private static String general(double value, int precision, int largestExponent) {
        if (!Double.isFinite(value)) {
            return special(value);
        }
        int wanted = precision == 0 ? 1 : precision;
        BigDecimal decimal = decimal(value, wanted).abs();
        if (wanted != SHORTEST) {
            decimal = decimal.round(new MathContext(wanted, RoundingMode.HALF_EVEN));
        }
        decimal = stripped(decimal);
        int exponent = exponent(decimal);
        int threshold = largestExponent == 0 ? 1 : largestExponent;
        if (decimal.signum() != 0 && (exponent < -4 || exponent >= threshold)) {
            return exponential(value, decimal.precision() - 1);
        }
        return signed(value, decimal.setScale(Math.max(0, decimal.scale()), RoundingMode.UNNECESSARY));
    }

    private static BigDecimal stripped(BigDecimal decimal) {
        return decimal.signum() == 0 ? BigDecimal.ZERO : decimal.stripTrailingZeros();
    }

    private static int exponent(BigDecimal decimal) {
        return decimal.signum() == 0 ? 0 : decimal.precision() - decimal.scale() - 1;
    }
}
