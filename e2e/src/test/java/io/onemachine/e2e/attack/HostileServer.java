package io.onemachine.e2e.attack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server that answers every request with an attack's answer, and records requests. */
final class HostileServer implements AutoCloseable {

    private static final int LONGEST_REQUEST = 1 << 20;

    private final ServerSocket server;
    private final Answer answer;
    private final List<String> received = new CopyOnWriteArrayList<>();

    private HostileServer(ServerSocket server, Answer answer) {
        this.server = server;
        this.answer = answer;
    }

    /** What is written to a client after its request; it need not be HTTP, nor end. */
    @FunctionalInterface
    interface Answer {
        void to(String request, OutputStream out) throws IOException;
    }

    static HostileServer answering(Answer answer) throws IOException {
        HostileServer hostile = new HostileServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), answer);
        Thread.ofVirtual().name("hostile").start(hostile::accept);
        return hostile;
    }

    /** Answers with an XML document. */
    static HostileServer ofDocument(String document) throws IOException {
        return answering((request, out) -> out.write(page("200 OK", "", document)));
    }

    static byte[] page(String status, String headers, String body) {
        byte[] bytes = body.getBytes(UTF_8);
        return ("HTTP/1.1 " + status + "\r\nContent-Type: text/xml\r\nConnection: close\r\n" + headers
                        + "Content-Length: " + bytes.length + "\r\n\r\n" + body)
                .getBytes(UTF_8);
    }

    /** The answer to a successful call. */
    static String success(String value) {
        return "<?xml version=\"1.0\"?><methodResponse><params><param><value><array><data>"
                + "<value><boolean>1</boolean></value><value><string>"
                + value.replace("&", "&amp;").replace("<", "&lt;")
                + "</string></value><value><i4>0</i4></value></data></array></value></param></params></methodResponse>";
    }

    String url(String scheme) {
        return scheme + "://127.0.0.1:" + server.getLocalPort() + "/RPC2";
    }

    int port() {
        return server.getLocalPort();
    }

    /** Everything that was sent, one text for each connection. */
    List<String> received() {
        return List.copyOf(received);
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            String request = request(socket.getInputStream());
            received.add(request);
            answer.to(request, socket.getOutputStream());
        } catch (IOException e) {
            // The client has hung up, as it should.
        }
    }

    /** Head and body; without HTTP the first bytes. */
    private static String request(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        int length = -1;
        int next = in.read();
        while (next >= 0 && text.length() < LONGEST_REQUEST) {
            text.append((char) next);
            if (text.length() == 1 && next < ' ') {
                return text + new String(in.readNBytes(in.available()), ISO_8859_1);
            }
            if (length < 0 && text.indexOf("\r\n\r\n") >= 0) {
                length = contentLength(text.toString());
                return text + new String(in.readNBytes(length), UTF_8);
            }
            next = in.read();
        }
        return text.toString();
    }

    private static int contentLength(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                .map(line ->
                        Integer.valueOf(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
