package io.onemachine.plugin.gob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads the messages of a stream one after the other, and the numbers and bytes of the current one.
 *
 * <p>A message is a length and that many bytes. A value may span several messages, see {@link GobReader}.
 */
final class MessageReader {
    private static final int LARGEST_ONE_BYTE = 0x7f;

    private final InputStream in;
    private final int limit;

    private byte[] content = new byte[0];
    private int position;
    private long loaded;

    MessageReader(InputStream in, int limit) {
        this.in = in;
        this.limit = limit;
    }

    /** Resets the byte count for a new value, and drops the rest of the previous value's message, as Go does. */
    void beginValue() {
        position = content.length;
        loaded = 0;
    }

    boolean isEmpty() {
        return position == content.length;
    }

    /** Returns the number of bytes left in the current message. */
    int remaining() {
        return content.length - position;
    }

    /** Returns the number of bytes read of this value, over all its messages. */
    long consumed() {
        return loaded - remaining();
    }

    /**
     * Reads the next message.
     *
     * @return false at the end of the stream
     */
    boolean load() throws IOException {
        int first = in.read();
        if (first < 0) {
            return false;
        }
        long length = length(first);
        if (length == 0) {
            throw new GobException("empty message");
        }
        if (length < 0 || length > limit - loaded) {
            throw new GobException("a value of more than " + limit + " bytes");
        }
        content = in.readNBytes((int) length);
        position = 0;
        loaded += length;
        if (content.length < length) {
            throw new GobException("the stream ends within a message");
        }
        return true;
    }

    private long length(int first) throws IOException {
        if (first <= LARGEST_ONE_BYTE) {
            return first;
        }
        long number = 0;
        for (int left = followers(first); left > 0; left--) {
            int next = in.read();
            if (next < 0) {
                throw new GobException("the stream ends within the length of a message");
            }
            number = number << Byte.SIZE | next;
        }
        return number;
    }

    /** Reads an unsigned number; values above {@code Long.MAX_VALUE} are negative here. */
    long unsigned() throws GobException {
        int first = next();
        if (first <= LARGEST_ONE_BYTE) {
            return first;
        }
        long number = 0;
        for (int left = followers(first); left > 0; left--) {
            number = number << Byte.SIZE | next();
        }
        return number;
    }

    /** Reads a signed number: the lowest bit is the sign; when it is set, the others are inverted. */
    long signed() throws GobException {
        long number = unsigned();
        return (number & 1) == 0 ? number >>> 1 : ~(number >>> 1);
    }

    /** Reads a floating point number: its bits with the bytes reversed, which keeps short fractions short. */
    double real() throws GobException {
        return Double.longBitsToDouble(Long.reverseBytes(unsigned()));
    }

    /** Reads a length and that many bytes. */
    byte[] bytes() throws GobException {
        int length = length("bytes");
        byte[] bytes = new byte[length];
        System.arraycopy(content, position, bytes, 0, length);
        position += length;
        return bytes;
    }

    String text() throws GobException {
        int length = length("string");
        String text = new String(content, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    private int length(String what) throws GobException {
        long length = unsigned();
        if (length < 0 || length > remaining()) {
            throw new GobException(what + " of " + Long.toUnsignedString(length) + " bytes in a message with "
                    + remaining() + " left");
        }
        return (int) length;
    }

    private int next() throws GobException {
        if (isEmpty()) {
            throw new GobException("a message ends within a value");
        }
        return content[position++] & 0xff;
    }

    /** Returns the number of bytes that follow the first byte of a multi-byte number. */
    private static int followers(int first) throws GobException {
        int count = 0x100 - first;
        if (count > Long.BYTES) {
            throw new GobException("a number of " + count + " bytes");
        }
        return count;
    }
}
