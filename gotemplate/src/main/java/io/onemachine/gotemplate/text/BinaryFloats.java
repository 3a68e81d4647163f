package io.onemachine.gotemplate.text;

import java.util.Locale;

/** Formats floating point numbers for Go's verbs {@code b} and {@code x}. */
final class BinaryFloats {
    private static final int FRACTION_BITS = 52;
    private static final int HEX_DIGITS = 13;
    private static final long IMPLICIT_BIT = 1L << FRACTION_BITS;

    private BinaryFloats() {}

    /** Returns an integer mantissa and a power of two: {@code 6755399441055744p-52}. */
    static String scaled(double value) {
        int exponent = Math.max(Math.getExponent(value), Double.MIN_EXPONENT) - FRACTION_BITS;
        return sign(value) + mantissa(value) + "p" + (exponent < 0 ? "" : "+") + exponent;
    }

    /**
     * Returns the number in base 16: {@code 0x1.8p+00}.
     *
     * @param precision the number of digits after the point, or {@link GoFloats#SHORTEST}
     */
    static String hex(double value, boolean upperCase, int precision) {
        long mantissa = mantissa(value);
        int exponent = value == 0 ? 0 : Math.max(Math.getExponent(value), Double.MIN_EXPONENT);
        while (mantissa != 0 && mantissa < IMPLICIT_BIT) {
            mantissa <<= 1;
            exponent--;
        }
        if (precision >= 0 && precision < HEX_DIGITS) {
            int dropped = (HEX_DIGITS - precision) * 4;
            long rest = mantissa & ((1L << dropped) - 1);
            long half = 1L << (dropped - 1);
            mantissa >>= dropped;
            mantissa += rest > half || (rest == half && (mantissa & 1) == 1) ? 1 : 0;
            mantissa <<= dropped;
            if (mantissa >= IMPLICIT_BIT << 1) {
                mantissa >>= 1;
                exponent++;
            }
        }
        StringBuilder digits = new StringBuilder(Long.toHexString(mantissa & (IMPLICIT_BIT - 1)));
        digits.insert(0, "0".repeat(HEX_DIGITS - digits.length()));
        if (precision == GoFloats.SHORTEST) {
            while (!digits.isEmpty() && digits.charAt(digits.length() - 1) == '0') {
                digits.setLength(digits.length() - 1);
            }
        } else if (precision < HEX_DIGITS) {
            digits.setLength(precision);
        } else {
            digits.append("0".repeat(precision - HEX_DIGITS));
        }
        String text = sign(value) + "0x" + (mantissa >> FRACTION_BITS) + (digits.isEmpty() ? "" : "." + digits) + "p"
                + (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
        return upperCase ? text.toUpperCase(Locale.ROOT) : text;
    }

    private static long mantissa(double value) {
        long fraction = Double.doubleToRawLongBits(value) & (IMPLICIT_BIT - 1);
        return Math.getExponent(value) < Double.MIN_EXPONENT ? fraction : fraction | IMPLICIT_BIT;
    }

    private static String sign(double value) {
        return value < 0 || 1 / value < 0 ? "-" : "";
    }
}
