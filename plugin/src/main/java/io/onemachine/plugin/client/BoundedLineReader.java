package io.onemachine.plugin.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads what a program prints, line by line, within bounds. For one thread. */
final class BoundedLineReader {
    /** What a line has more than that is dropped; the Go program stops to read at such a line. */
    static final int LONGEST_LINE = 64 * 1024;

    private static final String CUT = " [...]";

    /** A program has printed more than it may. */
    static final class FloodException extends IOException {
        private static final long serialVersionUID = 1L;

        FloodException(String message) {
            super(message);
        }
    }

    private final InputStream in;
    private final long limit;
    private long read;

    /** @param limit how many bytes there may be in all */
    BoundedLineReader(InputStream in, long limit) {
        this.in = new BufferedInputStream(in);
        this.limit = limit;
    }

    /**
     * The next line, without its end; empty when there is none any more.
     *
     * @throws FloodException when the limit is passed
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
            if (line.size() < LONGEST_LINE) {
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
