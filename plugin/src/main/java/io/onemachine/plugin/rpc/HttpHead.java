package io.onemachine.plugin.rpc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The HTTP lines that begin a connection, up to the first empty line. The protocol uses only the first of them.
 *
 * @param firstLine the first line of a request or an answer
 */
record HttpHead(String firstLine) {
    static final String PATH = "/_goRPC_";

    /** A client's request, without carriage returns and headers, as Go sends it. */
    static final byte[] CONNECT = ("CONNECT " + PATH + " HTTP/1.0\n\n").getBytes(StandardCharsets.US_ASCII);

    private static final String STATUS = "200 Connected to Go RPC";

    /** A server's answer when it accepts the connection. */
    static final byte[] CONNECTED = ("HTTP/1.0 " + STATUS + "\n\n").getBytes(StandardCharsets.US_ASCII);

    private static final int LONGEST = 8192;

    /** Reads to the empty line and no further. */
    static HttpHead read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int lineLength = 0;
        while (true) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection ended within its first lines");
            }
            head.write(next);
            if (next == '\n') {
                if (lineLength == 0) {
                    break;
                }
                lineLength = 0;
            } else if (next != '\r') {
                lineLength++;
            }
            if (head.size() > LONGEST) {
                throw new IOException("the connection began with more than " + LONGEST + " bytes of lines");
            }
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        return new HttpHead(text.lines().findFirst().orElse(""));
    }

    /** Returns whether this is a server's answer that accepts the connection. */
    boolean isConnected() {
        int blank = firstLine.indexOf(' ');
        return firstLine.startsWith("HTTP/") && blank > 0 && STATUS.equals(firstLine.substring(blank + 1));
    }

    /** Returns the answer to a request for anything but this protocol; empty when the request is valid. */
    String refusal() {
        String[] words = firstLine.split(" ", -1);
        if (words.length != 3 || !words[2].startsWith("HTTP/")) {
            return answer("400 Bad Request", "400 Bad Request");
        }
        if (!PATH.equals(words[1])) {
            return answer("404 Not Found", "404 page not found\n");
        }
        return "CONNECT".equals(words[0]) ? "" : answer("405 Method Not Allowed", "405 must CONNECT\n");
    }

    private static String answer(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: " + body.length()
                + "\r\nConnection: close\r\n\r\n" + body;
    }
}
