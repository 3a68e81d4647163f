package io.onemachine.opennebula.xml;

import java.io.IOException;
import java.io.Reader;

/**
 * Refuses a text that is too long, drops a byte order mark, and replaces the control characters that XML 1.0 cannot contain by
 * U+FFFD: a terminal escape in a driver's error text must not make the whole answer unreadable.
 */
final class BoundedReader extends Reader {

    private static final char REPLACEMENT = '\uFFFD';
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Reader in;
    private final long limit;
    private long seen;

    BoundedReader(Reader in, long limit) {
        this.in = in;
        this.limit = limit;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        if (count <= 0) {
            return count;
        }
        boolean first = seen == 0;
        seen += count;
        if (seen > limit) {
            throw new TooLong();
        }
        if (first && buffer[offset] == BYTE_ORDER_MARK) {
            if (count == 1) {
                return read(buffer, offset, length);
            }
            System.arraycopy(buffer, offset + 1, buffer, offset, --count);
        }
        for (int i = offset; i < offset + count; i++) {
            if (isForbidden(buffer[i])) {
                buffer[i] = REPLACEMENT;
            }
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static boolean isForbidden(char c) {
        return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == '\uFFFE' || c == '\uFFFF';
    }

    /** Passes through the parser, which rethrows only {@link IOException}s of its source. */
    static final class TooLong extends IOException {

        private static final long serialVersionUID = 1L;
    }
}
