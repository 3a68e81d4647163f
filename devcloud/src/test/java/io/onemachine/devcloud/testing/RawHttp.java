package io.onemachine.devcloud.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Sends and receives HTTP without a client library, exactly as on the wire. */
public final class RawHttp {

    private RawHttp() {}

    /** Posts a body. */
    public static RawAnswer post(int port, String path, byte[] body) {
        return send(port, "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length + "\r\n\r\n", body);
    }

    /** Sends a head and a body and reads until the server closes. */
    public static RawAnswer send(int port, String head, byte[] body) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            readAll(socket.getInputStream(), answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RawAnswer(answer.toByteArray());
    }

    private static void readAll(InputStream in, ByteArrayOutputStream answer) throws IOException {
        try {
            in.transferTo(answer);
        } catch (SocketException e) {
            answer.flush(); // a connection that was cut has nothing more to send
        }
    }
}
