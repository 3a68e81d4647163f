package io.onemachine.gotemplate.format;

import io.onemachine.gotemplate.error.FunctionException;
import io.onemachine.gotemplate.text.BoundedStringBuilder;
import io.onemachine.gotemplate.text.GoFloats;
import io.onemachine.gotemplate.text.GoText;
import io.onemachine.gotemplate.text.Quoting;
import java.util.HexFormat;
import java.util.Locale;

/** The flags, width and precision between {@code %} and a verb, and their effect on the verb's output. */
final class FormatSpec {
    static final int UNSET = Integer.MIN_VALUE;

    boolean plus;
    boolean minus;
    boolean sharp;
    boolean space;
    boolean zero;
    int width = UNSET;
    int precision = UNSET;

    /** {@code %#v}: values in Go syntax. */
    boolean goSyntax;

    /** {@code %+v}: structs with field names. */
    boolean named;

    /** Sets a flag; returns false when {@code c} is not a flag. */
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

    /** Reinterprets the flags {@code #} and {@code +} for {@code %v}. */
    void reinterpretFlagsForV() {
        goSyntax = sharp;
        sharp = false;
        named = plus;
        plus = false;
    }

    /** Returns {@code string} cut to the precision. */
    String cut(String string) {
        boolean tooLong = precision != UNSET && string.codePointCount(0, string.length()) > precision;
        return tooLong ? string.substring(0, string.offsetByCodePoints(0, precision)) : string;
    }

    /** Writes {@code content} padded to the width, with blanks, or with leading zeros when the zero flag is set. */
    void pad(BoundedStringBuilder text, String content) throws FunctionException {
        pad(text, content, zero);
    }

    private void pad(BoundedStringBuilder text, String content, boolean zeros) throws FunctionException {
        int missing = width == UNSET ? 0 : width - content.codePointCount(0, content.length());
        if (minus) {
            text.append(content).repeat(' ', missing);
        } else {
            text.repeat(zeros ? '0' : ' ', missing).append(content);
        }
    }

    /**
     * Writes a floating point number.
     *
     * @param number its digits, with a sign when it is negative or infinite
     * @param form the verb
     * @param digits the precision, or {@link GoFloats#SHORTEST}
     */
    void decimal(BoundedStringBuilder text, String number, char form, int digits) throws FunctionException {
        boolean signed = number.startsWith("-") || number.startsWith("+");
        String sign = signed ? number.substring(0, 1) : "+";
        String magnitude = signed ? number.substring(1) : number;
        if (sign.equals("+")) {
            boolean infinite = magnitude.equals("Inf");
            sign = plus ? "+" : space ? " " : infinite ? "+" : "";
        }
        boolean finite = Character.isDigit(magnitude.charAt(0));
        if (sharp && form != 'b' && finite) {
            magnitude = withPoint(magnitude, form, digits);
        }
        if (zero && finite && width != UNSET) {
            text.append(sign)
                    .repeat('0', width - sign.length() - magnitude.length())
                    .append(magnitude);
        } else {
            pad(text, sign + magnitude, false);
        }
    }

    /** Applies the sharp flag: always a point, and for {@code %g} all digits including trailing zeros. */
    private static String withPoint(String magnitude, char form, int digits) {
        boolean hex = form == 'x' || form == 'X';
        int tailStart = magnitude.length();
        for (int i = 0; i < magnitude.length(); i++) {
            if ("pP".indexOf(magnitude.charAt(i)) >= 0 || (!hex && "eE".indexOf(magnitude.charAt(i)) >= 0)) {
                tailStart = i;
                break;
            }
        }
        String head = magnitude.substring(0, tailStart);
        int wanted = "gGx".indexOf(form) < 0 ? 0 : digits == GoFloats.SHORTEST ? 6 : digits;
        boolean significant = false;
        for (int i = 0; i < head.length(); i++) {
            char c = head.charAt(i);
            significant |= c != '0' && c != '.';
            wanted -= significant && c != '.' ? 1 : 0;
        }
        StringBuilder pointed = new StringBuilder(head);
        if (head.indexOf('.') < 0) {
            wanted -= head.equals("0") ? 1 : 0;
            pointed.append('.');
        }
        return pointed.append("0".repeat(Math.max(0, wanted)))
                .append(magnitude.substring(tailStart))
                .toString();
    }

    /**
     * Writes an integer: the precision is its minimum number of digits.
     *
     * @param mark the prefix of its base, before the digits
     */
    void whole(BoundedStringBuilder text, String number, String mark) throws FunctionException {
        boolean negative = number.startsWith("-");
        String digits = negative ? number.substring(1) : number;
        if (precision == 0 && digits.equals("0")) {
            text.repeat(' ', width == UNSET ? 0 : width);
            return;
        }
        String sign = negative ? "-" : plus ? "+" : space ? " " : "";
        int least = 0;
        if (precision != UNSET) {
            least = precision;
        } else if (zero && width != UNSET) {
            least = width - sign.length();
        }
        int zeros = Math.max(0, least - digits.length());
        boolean octal = mark.equals("0") || mark.equals("0o0");
        String front = octal && (zeros > 0 || digits.startsWith("0")) ? mark.substring(0, mark.length() - 1) : mark;
        pad(text, sign + front + "0".repeat(zeros) + digits, false);
    }

    /** Writes {@code U+0041}, with the sharp flag also the character itself. */
    void unicode(BoundedStringBuilder text, long number, String character) throws FunctionException {
        String hex = Long.toHexString(number).toUpperCase(Locale.ROOT);
        int least = precision == UNSET ? 4 : Math.max(precision, 4);
        boolean shown = sharp && number >= 0 && number <= Character.MAX_CODE_POINT && Quoting.isPrintable((int) number);
        pad(
                text,
                "U+" + "0".repeat(Math.max(0, least - hex.length())) + hex + (shown ? " '" + character + "'" : ""),
                false);
    }

    /** Returns the bytes of a text in base 16. */
    String hex(String text) {
        byte[] bytes = GoText.bytes(text);
        int length = precision == UNSET ? bytes.length : Math.min(precision, bytes.length);
        if (length == 0) {
            return "";
        }
        HexFormat format = space ? HexFormat.ofDelimiter(" ").withPrefix(sharp ? "0x" : "") : HexFormat.of();
        return (sharp && !space ? "0x" : "") + format.formatHex(bytes, 0, length);
    }
}
