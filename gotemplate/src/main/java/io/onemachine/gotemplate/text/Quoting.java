package io.onemachine.gotemplate.text;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Quotes and unquotes Go's string constants. */
public final class Quoting {
    private Quoting() {}

    /** Returns {@code text} in double quotes, with unprintable characters escaped. */
    public static String quote(String text) {
        return quote(text, '"', false);
    }

    /**
     * Returns {@code text} in the given quotes.
     *
     * @param asciiOnly whether letters beyond ASCII are escaped as well
     */
    public static String quote(String text, char quote, boolean asciiOnly) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append(quote);
        int index = 0;
        while (index < text.length()) {
            int c = text.codePointAt(index);
            index += Character.charCount(c);
            if (GoText.isEscapedByte(c)) {
                quoted.append(hex("\\x", c & 0xff, 2));
            } else {
                appendEscaped(quoted, c, quote, asciiOnly);
            }
        }
        return quoted.append(quote).toString();
    }

    private static void appendEscaped(StringBuilder quoted, int c, char quote, boolean asciiOnly) {
        if (c == quote || c == '\\') {
            quoted.append('\\').append((char) c);
            return;
        }
        int known = "\u0007\b\f\n\r\t\u000b".indexOf(c);
        if (known >= 0) {
            quoted.append('\\').append("abfnrtv".charAt(known));
        } else if (c < ' ' || c == 0x7f) {
            quoted.append(hex("\\x", c, 2));
        } else if (isPrintable(c) && !(asciiOnly && c > 0x7f)) {
            quoted.appendCodePoint(c);
        } else {
            quoted.append(c > 0xffff ? hex("\\U", c, 8) : hex("\\u", c, 4));
        }
    }

    /** Returns whether a text can be written in backquotes, on one line. */
    public static boolean canBeRaw(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\t') || c == '`' || c == 0x7f || c == 0xfeff || GoText.isEscapedByte(c)) {
                boolean half = i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
                if (!half) {
                    return false;
                }
            }
        }
        return true;
    }

    public static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }

    private static String hex(String mark, int value, int digits) {
        String hex = Integer.toHexString(value).toLowerCase(Locale.ROOT);
        return mark + "0".repeat(Math.max(0, digits - hex.length())) + hex;
    }

    /**
     * Returns the value of a constant in double or single quotes.
     *
     * @return null when an escape sequence is not one of Go's, or belongs to the other kind of quotes
     */
    public static @Nullable String unquote(String written) {
        StringBuilder text = new StringBuilder(written.length());
        int end = written.length() - 1;
        char quote = written.charAt(0);
        boolean bytes = false;
        int index = 1;
        while (index < end) {
            char c = written.charAt(index++);
            if (c != '\\') {
                if (c == quote || c == '\n') {
                    return null;
                }
                text.append(c);
                continue;
            }
            if (index >= end) {
                return null;
            }
            char escape = written.charAt(index++);
            int known = "abfnrtv\\'\"".indexOf(escape);
            if ((escape == '\'' || escape == '"') && escape != quote) {
                return null;
            }
            if (known >= 0) {
                text.append("\u0007\b\f\n\r\t\u000b\\'\"".charAt(known));
                continue;
            }
            int digits = escape == 'x' ? 2 : escape == 'u' ? 4 : escape == 'U' ? 8 : 0;
            int base = 16;
            if (digits == 0 && Character.digit(escape, 8) >= 0) {
                digits = 3;
                base = 8;
                index--;
            }
            if (digits == 0 || index + digits > end) {
                return null;
            }
            int value = parse(written.substring(index, index + digits), base);
            index += digits;
            boolean isByte = escape == 'x' || base == 8;
            boolean surrogate = value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
            if (value < 0 || value > (isByte ? 0xff : Character.MAX_CODE_POINT) || surrogate) {
                return null;
            }
            if (isByte && value >= 0x80 && quote == '"') {
                text.append(GoText.escaped(value));
                bytes = true;
            } else {
                text.appendCodePoint(value);
            }
        }
        return bytes ? GoText.normalized(text.toString()) : text.toString();
    }

    private static int parse(String digits, int base) {
        try {
            return Integer.parseUnsignedInt(digits, base);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
