package io.onemachine.opennebula.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.onemachine.opennebula.error.TransportException;
import io.onemachine.opennebula.error.TransportException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which https servers a transport trusts: their certificates are signed by no public authority. */
class ServerTrustTest {

    private static final byte[] CALL = "<call/>".getBytes(UTF_8);
    private static final String PASSWORD = "changeit";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static SecureServer here;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static SecureServer elsewhere;

    @BeforeAll
    static void start() throws IOException, GeneralSecurityException, InterruptedException {
        here = SecureServer.start(folder.resolve("here"), "ip:127.0.0.1");
        elsewhere = SecureServer.start(folder.resolve("elsewhere"), "dns:one.example.org");
    }

    @AfterAll
    static void stop() throws IOException {
        here.close();
        elsewhere.close();
    }

    @Test
    void aServerWithoutATrustedCertificateIsRefusedBeforeAnythingIsSent() {
        int calls = here.calls.get();
        refused(new ServerTrust.Default(), here, "no secure connection to " + here.uri());
        refused(new ServerTrust.Authority(elsewhere.certificate), here, "no secure connection to " + here.uri());
        assertThat(here.calls).hasValue(calls);
    }

    @Test
    void aPrivateAuthorityIsTrustedForItsServersName() {
        assertThat(answer(new ServerTrust.Authority(here.certificate), here)).isEqualTo("<answer/>");
        refused(new ServerTrust.Authority(elsewhere.certificate), elsewhere, "no secure connection to ");
    }

    @Test
    void severalAuthoritiesMayStandInOneFile() throws IOException {
        Path both = Files.writeString(
                folder.resolve("both.pem"),
                Files.readString(elsewhere.certificate) + Files.readString(here.certificate));
        assertThat(answer(new ServerTrust.Authority(both), here)).isEqualTo("<answer/>");
    }

    @Test
    void insecureTrustAcceptsEveryName() {
        assertThat(answer(new ServerTrust.InsecureAny(), here)).isEqualTo("<answer/>");
        assertThat(answer(new ServerTrust.InsecureAny(), elsewhere)).isEqualTo("<answer/>");
    }

    @Test
    void aFileWithoutAnAuthorityIsReported() throws IOException {
        Path gone = folder.resolve("gone.pem");
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        Path nonsense = Files.writeString(folder.resolve("nonsense.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n");
        refused(
                new ServerTrust.Authority(gone),
                here,
                "cannot use the certificates in " + gone + ": it cannot be read");
        refused(new ServerTrust.Authority(empty), here, empty + ": there is no certificate in it");
        refused(new ServerTrust.Authority(nonsense), here, nonsense + ": it holds no certificates in PEM");
    }

    private static String answer(ServerTrust trust, SecureServer server) {
        return new String(new UrlConnectionTransport(HttpLimits.DEFAULT, trust).post(server.uri(), CALL), UTF_8);
    }

    private static void refused(ServerTrust trust, SecureServer server, String message) {
        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> answer(trust, server))
                .withMessageContaining(message)
                .satisfies(e -> {
                    assertThat(e.kind()).isEqualTo(Kind.TLS);
                    assertThat(e.mayHaveTakenEffect()).isFalse();
                });
    }

    /** A server of https on this computer. */
    private record SecureServer(SSLServerSocket socket, Path certificate, AtomicInteger calls) {

        static SecureServer start(Path folder, String name)
                throws IOException, GeneralSecurityException, InterruptedException {
            Files.createDirectory(folder);
            Path keys = folder.resolve("keys.p12");
            Path certificate = folder.resolve("certificate.pem");
            keytool(
                    "-genkeypair",
                    "-alias",
                    "server",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=server",
                    "-ext",
                    "san=" + name,
                    "-keystore",
                    keys.toString(),
                    "-storepass",
                    PASSWORD);
            keytool(
                    "-exportcert",
                    "-rfc",
                    "-alias",
                    "server",
                    "-file",
                    certificate.toString(),
                    "-keystore",
                    keys.toString(),
                    "-storepass",
                    PASSWORD);
            KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            SSLServerSocket socket = (SSLServerSocket)
                    context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
            SecureServer server = new SecureServer(socket, certificate, new AtomicInteger());
            Thread.ofVirtual().start(server::serve);
            return server;
        }

        private static void keytool(String... arguments) throws IOException, InterruptedException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
            command.addAll(List.of(arguments));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
        }

        URI uri() {
            return URI.create("https://127.0.0.1:" + socket.getLocalPort() + "/RPC2");
        }

        private void serve() {
            while (!socket.isClosed()) {
                try (Socket client = socket.accept()) {
                    readCall(client.getInputStream());
                    calls.incrementAndGet();
                    client.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\nConnection: close\r\n\r\n<answer/>"
                                    .getBytes(UTF_8));
                } catch (IOException e) {
                    // A client that does not trust the server, or the end of the test.
                }
            }
        }

        private static void readCall(InputStream in) throws IOException {
            StringBuilder read = new StringBuilder();
            while (!read.toString().endsWith("<call/>")) {
                int c = in.read();
                if (c < 0) {
                    throw new IOException("no call");
                }
                read.append((char) c);
            }
        }

        void close() throws IOException {
            socket.close();
        }
    }
}
