package io.onemachine.testing;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

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
     * @param trusted file with the CA of accepted client certificates
     * @param certificate the engine's own certificate in PEM
     * @param key its key in PEM
     * @param answers from a path to a whole response
     */
    public static StubEngine start(Path trusted, String certificate, String key, Function<String, byte[]> answers) {
        return start(trusted, certificate, key, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), answers);
    }

    /** Starts one on a given address and port. */
    public static StubEngine start(
            Path trusted, String certificate, String key, InetSocketAddress at, Function<String, byte[]> answers) {
        try {
            KeyStore trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            trust.setCertificateEntry("ca", certificate(Files.readString(trusted)));
            TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX");
            trustManagers.init(trust);
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            own.setKeyEntry("server", privateKey(key), NO_PASSWORD, new Certificate[] {certificate(certificate)});
            KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
            keyManagers.init(own, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
            SSLServerSocket socket = (SSLServerSocket)
                    context.getServerSocketFactory().createServerSocket(at.getPort(), 10, at.getAddress());
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

    private static Certificate certificate(String pem) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    private static PrivateKey privateKey(String pem) throws IOException {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            return switch (parser.readObject()) {
                case PEMKeyPair pair -> new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
                case PrivateKeyInfo info -> new JcaPEMKeyConverter().getPrivateKey(info);
                case null, default -> throw new IllegalArgumentException("no private key");
            };
        }
    }
}
