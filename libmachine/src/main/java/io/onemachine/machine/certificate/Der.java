package io.onemachine.machine.certificate;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Reads and writes the parts of ASN.1 DER that differ between private key formats. */
final class Der {
    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int SEQUENCE = 0x30;
    static final int CONTEXT_0 = 0xa0;
    static final int CONTEXT_1 = 0xa1;

    private static final int LONG_FORM = 0x80;

    private final byte[] bytes;
    private int at;

    private Der(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns a reader of consecutive elements. */
    static Der reader(byte[] bytes) {
        return new Der(bytes);
    }

    boolean hasNext() {
        return at < bytes.length;
    }

    /** Returns the tag of the next element. */
    int peekTag() {
        return at < bytes.length ? bytes[at] & 0xff : -1;
    }

    /**
     * Returns the content of the next element.
     *
     * @throws IllegalArgumentException when it has another tag, or is longer than the remaining bytes
     */
    byte[] next(int tag) {
        if (peekTag() != tag) {
            throw new IllegalArgumentException("tag " + peekTag() + " instead of " + tag);
        }
        at++;
        int length = length();
        if (length > bytes.length - at) {
            throw new IllegalArgumentException("cut off");
        }
        byte[] content = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return content;
    }

    private int length() {
        int first = one();
        if (first < LONG_FORM) {
            return first;
        }
        int size = first - LONG_FORM;
        if (size == 0 || size > 3) {
            throw new IllegalArgumentException("length of " + size + " bytes");
        }
        int length = 0;
        for (int i = 0; i < size; i++) {
            length = length << 8 | one();
        }
        return length;
    }

    private int one() {
        if (at >= bytes.length) {
            throw new IllegalArgumentException("cut off");
        }
        return bytes[at++] & 0xff;
    }

    /** Returns an element of a tag and the concatenated contents. */
    static byte[] element(int tag, byte[]... contents) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = Arrays.stream(contents).mapToInt(content -> content.length).sum();
        if (length < LONG_FORM) {
            out.write(length);
        } else {
            int size = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
            out.write(LONG_FORM + size);
            for (int i = size - 1; i >= 0; i--) {
                out.write(length >> (8 * i));
            }
        }
        for (byte[] content : contents) {
            out.writeBytes(content);
        }
        return out.toByteArray();
    }
}
