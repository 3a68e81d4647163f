package io.onemachine.machine.engine;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An HTTP/1.1 response of bounded size: an engine's own responses are a few kilobytes.
 *
 * @param status such as 200
 * @param headers by lower-case name; the last one counts of a repeated name
 * @param body as UTF-8
 */
record HttpResponse(int status, Map<String, String> headers, String body) {
    private static final int LONGEST_LINE = 16 * 1024;
    private static final int MOST_HEADERS = 200;
    private static final int LONGEST_BODY = 4 << 20;

    static HttpResponse read(InputStream stream) throws IOException {
        String[] status = line(stream).split(" ", 3);
        if (status.length < 2 || !status[0].startsWith("HTTP/1.") || !status[1].matches("[1-5]\\d\\d")) {
            throw new IOException("the answer is not HTTP");
        }
        Map<String, String> headers = new HashMap<>();
        String line = line(stream);
        for (int count = 0; !line.isEmpty(); count++) {
            int colon = line.indexOf(':');
            if (colon < 1 || count >= MOST_HEADERS) {
                throw new IOException("the answer has broken headers");
            }
            headers.put(
                    line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
            line = line(stream);
        }
        byte[] body = headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")
                ? chunks(stream)
                : plain(stream, headers);
        return new HttpResponse(Integer.parseInt(status[1]), headers, new String(body, StandardCharsets.UTF_8));
    }

    private static byte[] plain(InputStream stream, Map<String, String> headers) throws IOException {
        String length = headers.get("content-length");
        if (length == null) {
            return bounded(stream.readNBytes(LONGEST_BODY + 1));
        }
        if (!length.matches("\\d{1,9}")) {
            throw new IOException("the answer has a broken length");
        }
        return exactly(stream, checkedLength(Integer.parseInt(length)));
    }

    private static byte[] chunks(InputStream stream) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String size = line(stream).split(";", 2)[0].strip();
            if (!size.matches("[0-9a-fA-F]{1,7}")) {
                throw new IOException("the answer has a broken chunk");
            }
            int length = checkedLength(Integer.parseInt(size, 16));
            if (length == 0) {
                return body.toByteArray();
            }
            body.writeBytes(exactly(stream, length));
            checkedLength(body.size());
            line(stream);
        }
    }

    private static int checkedLength(int length) throws IOException {
        if (length > LONGEST_BODY) {
            throw new IOException("the answer is too long");
        }
        return length;
    }

    private static byte[] bounded(byte[] body) throws IOException {
        checkedLength(body.length);
        return body;
    }

    private static byte[] exactly(InputStream stream, int length) throws IOException {
        byte[] bytes = stream.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the answer is cut off");
        }
        return bytes;
    }

    private static String line(InputStream stream) throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int c = stream.read();
            if (c < 0) {
                throw new EOFException("the answer is cut off");
            }
            if (c == '\n') {
                int length = line.length();
                if (length > 0 && line.charAt(length - 1) == '\r') {
                    line.setLength(length - 1);
                }
                return line.toString();
            }
            if (line.length() >= LONGEST_LINE) {
                throw new IOException("the answer has a line too long");
            }
            line.append((char) c);
        }
    }
}
