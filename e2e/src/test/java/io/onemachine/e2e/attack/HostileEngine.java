package io.onemachine.e2e.attack;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/** An attacker's server in an engine's place, on the loopback. Records what clients meant for the engine. */
final class HostileEngine implements AutoCloseable {
    private static final char[] PASSWORD = "x".toCharArray();

    private final ServerSocket socket;
    private final Conversation conversation;
    private final List<String> received = new CopyOnWriteArrayList<>();

    /** What it does with a client. */
    interface Conversation {
        void with(Socket client, List<String> received) throws IOException;
    }

    private HostileEngine(ServerSocket socket, Conversation conversation) {
        this.socket = socket;
        this.conversation = conversation;
        Thread.ofVirtual().start(this::serve);
    }

    /** One without TLS. */
    static HostileEngine plain(Conversation conversation) throws IOException {
        return new HostileEngine(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), conversation);
    }

    /**
     * One that shows a certificate and answers a request with what it is given.
     *
     * @param identity the certificate with its key, as PKCS#12
     * @param ca whose clients it takes, as PEM
     */
    static HostileEngine withCertificate(Path identity, Path ca, boolean asksForClients, Conversation conversation)
            throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        KeyStore own = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(identity)) {
            own.load(stream, PASSWORD);
        }
        keys.init(own, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusting(ca));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        SSLServerSocket socket = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        socket.setNeedClientAuth(asksForClients);
        return new HostileEngine(socket, conversation);
    }

    private static KeyStore trusting(Path ca) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream stream = Files.newInputStream(ca)) {
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(stream));
        }
        return trusted;
    }

    /** Reads a request, keeps its first line and answers as a good engine would. */
    static void asAnEngine(Socket client, List<String> received) throws IOException {
        String request = line(client.getInputStream());
        if (!request.isEmpty()) {
            received.add(request);
            client.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 23\r\n\r\n{\"Version\":\"99.0.0\"}    "
                            .getBytes(StandardCharsets.US_ASCII));
        }
    }

    static String line(InputStream stream) throws IOException {
        StringBuilder line = new StringBuilder();
        int c = stream.read();
        while (c >= 0 && c != '\n') {
            line.append((char) c);
            c = stream.read();
        }
        return line.toString().strip();
    }

    String url() {
        return "tcp://127.0.0.1:" + socket.getLocalPort();
    }

    /** The requests that it could read. */
    List<String> received() {
        return List.copyOf(received);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> talk(client));
            } catch (IOException e) {
                // Closed, or a client that has gone already.
            }
        }
    }

    private void talk(Socket client) {
        try (client) {
            conversation.with(client, received);
        } catch (IOException e) {
            // The client did not like it.
        }
    }
}
