package io.onemachine.testing;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
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

/** An engine on the loopback that requires a client certificate and maps requests to whole HTTP responses. */
public final class StubEngine implements AutoCloseable {
    private static final char[] NO_PASSWORD = {};

    private final SSLServerSocket socket;
    private final Function<Request, byte[]> answers;
    private final List<Request> requests = new ArrayList<>();

    /**
     * A request as it arrived.
     *
     * @param method such as {@code POST}
     * @param path with its query
     * @param body empty when there is none
     */
    public record Request(String method, String path, String body) {}

    private StubEngine(SSLServerSocket socket, Function<Request, byte[]> answers) {
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
        return listen(trusted, certificate, key, at, request -> answers.apply(request.path()));
    }

    /** Starts one whose answers depend on method and body too; an empty answer closes the connection. */
    public static StubEngine startForRequests(
            Path trusted, String certificate, String key, Function<Request, byte[]> answers) {
        return listen(trusted, certificate, key, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), answers);
    }

    private static StubEngine listen(
            Path trusted, String certificate, String key, InetSocketAddress at, Function<Request, byte[]> answers) {
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
        return requests.stream().map(Request::path).toList();
    }

    public synchronized List<Request> requests() {
        return List.copyOf(requests);
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
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
                OutputStream output = connection.getOutputStream()) {
            String start = reader.readLine();
            int length = 0;
            String line = start;
            while (line != null && !line.isEmpty()) {
                if (line.startsWith("Content-Length: ")) {
                    length = Integer.parseInt(line.substring("Content-Length: ".length()));
                }
                line = reader.readLine();
            }
            if (start != null) {
                String[] words = start.split(" ", -1);
                Request request = new Request(words[0], words[1], body(reader, length));
                record(request);
                output.write(answers.apply(request));
            }
        } catch (IOException e) {
            // The client rejected the certificate.
        }
    }

    /** Reads a body, whose bytes the reader gives as one character each. */
    private static String body(BufferedReader reader, int length) throws IOException {
        char[] bytes = new char[length];
        int read = 0;
        while (read < length) {
            int more = reader.read(bytes, read, length - read);
            if (more < 0) {
                throw new EOFException("the body is cut off");
            }
            read += more;
        }
        return new String(new String(bytes).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private synchronized void record(Request request) {
        requests.add(request);
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
