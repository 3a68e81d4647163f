package io.onemachine.plugin.gob;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Builds a byte sequence of gob's numbers and length-prefixed contents. */
final class GobBytes {
    private static final int LARGEST_ONE_BYTE = 0x7f;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    void unsigned(long number) {
        if (number >= 0 && number <= LARGEST_ONE_BYTE) {
            bytes.write((int) number);
            return;
        }
        int count = Long.BYTES - Long.numberOfLeadingZeros(number) / Byte.SIZE;
        bytes.write(0x100 - count);
        for (int shift = (count - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes.write((int) (number >>> shift));
        }
    }

    void signed(long number) {
        unsigned(number < 0 ? ~number << 1 | 1 : number << 1);
    }

    void real(double number) {
        unsigned(Long.reverseBytes(Double.doubleToRawLongBits(number)));
    }

    void text(String text) {
        withLength(text.getBytes(StandardCharsets.UTF_8));
    }

    void withLength(byte[] content) {
        unsigned(content.length);
        bytes.writeBytes(content);
    }

    void append(byte[] content) {
        bytes.writeBytes(content);
    }

    byte[] toArray() {
        return bytes.toByteArray();
    }
}
