package io.onemachine.plugin.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads a program's output line by line, with limits on a line's length and the total. Not thread-safe. */
final class BoundedLineReader {
    /** The maximum length of a line in bytes; the rest is dropped. The Go program stops reading at a longer line. */
    static final int MAX_LINE = 64 * 1024;

    private static final String CUT = " [...]";

    /** A program printed more than its limit. */
    static final class FloodException extends IOException {
        private static final long serialVersionUID = 1L;

        FloodException(String message) {
            super(message);
        }
    }

    private final InputStream in;
    private final long limit;
    private long read;

    /** @param limit the maximum number of bytes in total */
    BoundedLineReader(InputStream in, long limit) {
        this.in = new BufferedInputStream(in);
        this.limit = limit;
    }

    /**
     * Returns the next line without its line feed; empty at the end of the output.
     *
     * @throws FloodException when the limit is exceeded
     */
    Optional<String> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean cut = false;
        int next = in.read();
        if (next < 0) {
            return Optional.empty();
        }
        while (next >= 0 && next != '\n') {
            count();
            if (line.size() < MAX_LINE) {
                line.write(next);
            } else {
                cut = true;
            }
            next = in.read();
        }
        count();
        String text = line.toString(StandardCharsets.UTF_8);
        return Optional.of(cut ? text + CUT : text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }

    private void count() throws FloodException {
        read++;
        if (read > limit) {
            throw new FloodException("has printed more than " + (limit >> 20) + " MiB");
        }
    }
}
