package io.onemachine.cli.template;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The flags, width and precision between {@code %} and a verb, and what they do to what the verb yields. */
final class FormatSpec {
    static final int UNSET = Integer.MIN_VALUE;

    boolean plus;
    boolean minus;
    boolean sharp;
    boolean space;
    boolean zero;
    int width = UNSET;
    int precision = UNSET;

    /** Takes a flag; false when {@code c} is none. */
    boolean takeFlag(char c) {
        switch (c) {
            case '+' -> plus = true;
            case '-' -> {
                minus = true;
                zero = false;
            }
            case '#' -> sharp = true;
            case ' ' -> space = true;
            case '0' -> zero = !minus;
            default -> {
                return false;
            }
        }
        return true;
    }

    FormatSpec withoutSharp() {
        FormatSpec copy = new FormatSpec();
        copy.plus = plus && !sharp;
        copy.minus = minus;
        copy.space = space;
        copy.zero = zero;
        copy.width = width;
        copy.precision = precision;
        return copy;
    }

    /** {@code text} filled up to the width, with blanks or, when the zero flag is set, zeros in front. */
    String padded(String text) {
        int missing = width - text.codePointCount(0, text.length());
        if (width == UNSET || missing <= 0) {
            return text;
        }
        String padding = (zero ? "0" : " ").repeat(missing);
        return minus ? text + padding : padding + text;
    }

    /** A number with its sign, zeros going between the sign and the digits. */
    String number(String text, boolean neverZeros) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String digits = signed ? text.substring(1) : text;
        String sign = signed ? text.substring(0, 1) : plus ? "+" : space ? " " : "";
        if (zero && !neverZeros && width != UNSET) {
            int missing = width - sign.length() - digits.length();
            return sign + "0".repeat(Math.max(0, missing)) + digits;
        }
        boolean zeroBefore = zero;
        zero = zero && !neverZeros;
        String padded = padded(sign + digits);
        zero = zeroBefore;
        return padded;
    }

    /** A whole number: the precision is its least number of digits, the sharp flag puts the base's mark in front. */
    String whole(String text, String mark) {
        boolean negative = text.startsWith("-");
        String digits = negative ? text.substring(1) : text;
        if (precision != UNSET) {
            digits = precision == 0 && digits.equals("0") ? "" : zeros(precision - digits.length()) + digits;
        } else if (zero && width != UNSET) {
            int signWidth = negative || plus || space ? 1 : 0;
            digits = zeros(width - digits.length() - signWidth) + digits;
        }
        String sign = negative ? "-" : plus ? "+" : space ? " " : "";
        boolean zeroBefore = zero;
        zero = false;
        String padded = padded(sign + (sharp ? mark : "") + digits);
        zero = zeroBefore;
        return padded;
    }

    /** {@code text} with {@code mark} behind its sign. */
    String sharpless(String text, String mark) {
        return text.startsWith("-") ? "-" + mark + text.substring(1) : mark + text;
    }

    /** The bytes of a text in base 16. */
    String hex(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = precision == UNSET ? bytes.length : Math.min(precision, bytes.length);
        HexFormat format = space ? HexFormat.ofDelimiter(" ") : HexFormat.of();
        if (sharp && length > 0) {
            format = space ? format.withPrefix("0x") : format;
        }
        String hex = format.formatHex(bytes, 0, length);
        return sharp && !space && length > 0 ? "0x" + hex : hex;
    }

    private static String zeros(int count) {
        return "0".repeat(Math.max(0, count));
    }
}
