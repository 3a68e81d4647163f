package io.onemachine.gotemplate.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Converts between Go strings, which are bytes, and Java strings. A byte outside a valid UTF-8 sequence is kept as a lone low
 * surrogate, which no valid text contains, so that {@code slice} and <code>\xff</code> work; it is printed as U+FFFD.
 */
public final class GoText {
    private static final int ESCAPED_BYTE = 0xdc00;

    private GoText() {}

    static boolean isEscapedByte(int c) {
        return c >= ESCAPED_BYTE + 0x80 && c <= ESCAPED_BYTE + 0xff;
    }

    /** Returns the character that stands for a byte from 0x80 outside a valid sequence. */
    static char escaped(int value) {
        return (char) (ESCAPED_BYTE + (value & 0xff));
    }

    public static byte[] bytes(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        int plain = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (isEscapedByte(c)) {
                bytes.writeBytes(text.substring(plain, i).getBytes(StandardCharsets.UTF_8));
                bytes.write(c - ESCAPED_BYTE);
                plain = i + 1;
            }
            i += Character.charCount(c);
        }
        bytes.writeBytes(text.substring(plain).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    public static String ofBytes(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        int index = 0;
        while (index < bytes.length) {
            int length = sequenceLength(bytes[index]);
            String sequence =
                    index + length > bytes.length ? "\ufffd" : new String(bytes, index, length, StandardCharsets.UTF_8);
            byte[] again = sequence.getBytes(StandardCharsets.UTF_8);
            if (again.length == length && Arrays.equals(again, 0, length, bytes, index, index + length)) {
                text.append(sequence);
                index += length;
            } else {
                text.append(escaped(bytes[index]));
                index++;
            }
        }
        return text.toString();
    }

    private static int sequenceLength(byte first) {
        int value = first & 0xff;
        return value >= 0xf0 ? 4 : value >= 0xe0 ? 3 : value >= 0xc0 ? 2 : 1;
    }

    /** Combines adjacent bytes that form a valid sequence. */
    public static String normalized(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isEscapedByte(text.charAt(i)) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)))) {
                return ofBytes(bytes(text));
            }
        }
        return text;
    }

    /** Returns the text as it is printed. */
    public static String printable(String text) {
        StringBuilder printable = null;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (isEscapedByte(c)) {
                printable = printable == null ? new StringBuilder(text) : printable;
                printable.setCharAt(i, '\ufffd');
            }
            i += Character.charCount(c);
        }
        return printable == null ? text : printable.toString();
    }
}
