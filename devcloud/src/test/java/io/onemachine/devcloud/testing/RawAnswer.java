package io.onemachine.devcloud.testing;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** An HTTP answer as received. */
public final class RawAnswer {

    private final byte[] bytes;

    RawAnswer(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns whether the connection was closed without an answer. */
    public boolean isEmpty() {
        return bytes.length == 0;
    }

    public int status() {
        String line = text().lines().findFirst().orElse("");
        return line.startsWith("HTTP/1.1 ") ? Integer.parseInt(line.substring(9, 12)) : -1;
    }

    /** Returns the head in lower case. */
    public String head() {
        return text().substring(0, split()).toLowerCase(Locale.ROOT);
    }

    public byte[] body() {
        int start = split() + 4;
        byte[] body = new byte[Math.max(0, bytes.length - start)];
        System.arraycopy(bytes, Math.min(start, bytes.length), body, 0, body.length);
        return body;
    }

    public String bodyText() {
        return new String(body(), StandardCharsets.UTF_8);
    }

    private int split() {
        int end = text().indexOf("\r\n\r\n");
        return end < 0 ? bytes.length : end;
    }

    private String text() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
