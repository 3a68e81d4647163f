package io.onemachine.machine.engine;

import io.onemachine.machine.certificate.CertificateFiles;
import io.onemachine.machine.certificate.CertifiedKey;
import io.onemachine.machine.certificate.Pem;
import io.onemachine.machine.certificate.PrivateKeys;
import io.onemachine.machine.certificate.TlsFiles;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/** An engine on the loopback that requires a client certificate and maps paths to whole HTTP responses. */
public final class StubEngine implements AutoCloseable {
    private static final char[] NO_PASSWORD = {};

    private final SSLServerSocket socket;
    private final Function<String, byte[]> answers;
    private final List<String> paths = new ArrayList<>();

    private StubEngine(SSLServerSocket socket, Function<String, byte[]> answers) {
        this.socket = socket;
        this.answers = answers;
        Thread.ofVirtual().start(this::serve);
    }

    /**
     * Starts an engine.
     *
     * @param trusted the CA of accepted client certificates
     * @param server the engine's own certificate
     * @param answers from a path to a whole response
     */
    public static StubEngine start(TlsFiles trusted, CertifiedKey server, Function<String, byte[]> answers) {
        return start(trusted, server, 0, answers);
    }

    /** Starts one on a given port. */
    public static StubEngine start(TlsFiles trusted, CertifiedKey server, int port, Function<String, byte[]> answers) {
        return start(trusted, server, InetAddress.getLoopbackAddress(), port, answers);
    }

    /** Starts one on a given address. */
    public static StubEngine start(
            TlsFiles trusted, CertifiedKey server, InetAddress address, int port, Function<String, byte[]> answers) {
        try {
            KeyStore trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            trust.setCertificateEntry("ca", CertificateFiles.readCertificate(trusted.caCertificate()));
            TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX");
            trustManagers.init(trust);
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            own.setKeyEntry("server", PrivateKeys.read(server.key(), "server key"), NO_PASSWORD, new Certificate[] {
                certificate(server)
            });
            KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
            keyManagers.init(own, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
            SSLServerSocket socket =
                    (SSLServerSocket) context.getServerSocketFactory().createServerSocket(port, 10, address);
            socket.setNeedClientAuth(true);
            return new StubEngine(socket, answers);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a whole response with a JSON body. */
    public static byte[] json(int status, String body) {
        return ("HTTP/1.1 " + status + " Said\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
    }

    public int port() {
        return socket.getLocalPort();
    }

    public synchronized List<String> paths() {
        return List.copyOf(paths);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                Thread.ofVirtual().start(() -> answer(connection));
            } catch (IOException e) {
                // Closed, or a refused client.
            }
        }
    }

    private void answer(Socket connection) {
        try (connection;
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
                OutputStream output = connection.getOutputStream()) {
            String request = reader.readLine();
            String line = request;
            while (line != null && !line.isEmpty()) {
                line = reader.readLine();
            }
            if (request != null) {
                String path = request.split(" ", -1)[1];
                record(path);
                output.write(answers.apply(path));
            }
        } catch (IOException e) {
            // The client rejected the certificate.
        }
    }

    private synchronized void record(String path) {
        paths.add(path);
    }

    private static Certificate certificate(CertifiedKey key) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(
                        Pem.decode(key.certificate(), "server").getFirst().content()));
    }
}
