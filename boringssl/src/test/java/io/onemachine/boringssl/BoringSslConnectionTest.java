package io.onemachine.boringssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.certificate.CertificateFiles;
import io.onemachine.machine.certificate.CertifiedKey;
import io.onemachine.machine.certificate.KeyType;
import io.onemachine.machine.certificate.SharedCertificates;
import io.onemachine.machine.certificate.TlsFiles;
import io.onemachine.machine.engine.EngineClient;
import io.onemachine.machine.engine.EngineEndpoint;
import io.onemachine.machine.engine.EngineRequest;
import io.onemachine.machine.engine.EngineTransport;
import io.onemachine.machine.engine.TlsCredentialsCache;
import io.onemachine.machine.error.EngineException;
import io.onemachine.machine.progress.Progress;
import io.onemachine.testing.StubEngine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs on processors for which the build has BoringSSL. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class BoringSslConnectionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final BoringSslTransport TRANSPORT = new BoringSslTransport();
    private static final TlsFiles FILES = created();

    @TempDir
    private Path folder;

    private Path file;
    private CertifiedKey server;

    @BeforeEach
    void issueServerCertificate() throws IOException {
        file = folder.resolve("server.pem");
        server = issued(FILES, KeyType.EC);
        Files.writeString(file, server.certificate());
    }

    @Test
    void libraryIsAvailable() {
        assertThat(new BoringSslTransport().isAvailable()).isTrue();
        assertThat(BoringSslTransport.class.getModule().getDescriptor().provides())
                .extracting(ModuleDescriptor.Provides::service)
                .containsExactly(EngineTransport.class.getName());
    }

    @ParameterizedTest
    @EnumSource(KeyType.class)
    void engineAnswersWithKeysOfEveryType(KeyType kind) throws IOException {
        TlsFiles files = TlsFiles.in(folder.resolve(kind.name()));
        shared(files, kind).ensure();
        server = issued(files, kind);
        Files.writeString(file, server.certificate());
        try (StubEngine engine = StubEngine.start(
                files.caCertificate(), server.certificate(), server.key(), BoringSslConnectionTest::version)) {
            assertThat(ask(engine.port(), files)).contains("29.1.0");
            assertThat(engine.paths()).containsExactly("/version");
        }
    }

    @Test
    void longAnswerIsRead() throws IOException {
        String body = "x".repeat(1_000_000);
        try (StubEngine engine = StubEngine.start(
                FILES.caCertificate(), server.certificate(), server.key(), path -> StubEngine.json(200, body))) {
            assertThat(ask(engine.port(), FILES)).isEqualTo(body);
        }
    }

    @Test
    void engineWithAnotherCertificateOfTheCaGetsNoRequest() {
        CertifiedKey other = issued(FILES, KeyType.EC);
        try (StubEngine engine = StubEngine.start(
                FILES.caCertificate(), other.certificate(), other.key(), BoringSslConnectionTest::version)) {
            assertThatThrownBy(() -> ask(engine.port(), FILES)).isInstanceOf(IOException.class);
            assertThat(engine.paths()).isEmpty();
        }
    }

    @Test
    void clientFallsBackToTheJdk() {
        CertifiedKey other = issued(FILES, KeyType.EC);
        try (StubEngine engine = StubEngine.start(
                FILES.caCertificate(), other.certificate(), other.key(), BoringSslConnectionTest::version)) {
            assertThat(client(engine.port()).version().version()).isEqualTo("29.1.0");
        }
    }

    @Test
    void onlyARequestThatReadsIsSentAgainByTheJdk() {
        try (StubEngine engine = StubEngine.startForRequests(
                FILES.caCertificate(), server.certificate(), server.key(), request -> new byte[0])) {
            assertThatThrownBy(() -> client(engine.port()).call(EngineRequest.get("/info")))
                    .isInstanceOf(EngineException.class);
            assertThat(engine.paths()).containsExactly("/info", "/info");
            assertThatThrownBy(() -> client(engine.port()).call(EngineRequest.post("/swarm/join")))
                    .isInstanceOf(EngineException.class);
            assertThat(engine.paths()).containsExactly("/info", "/info", "/swarm/join");
        }
    }

    @Test
    void everyRequestReleasesItsMemory() throws IOException {
        // Too few to show a leak by its size, but a double free or a dangling pointer ends the JVM.
        try (StubEngine engine = StubEngine.start(
                FILES.caCertificate(), server.certificate(), server.key(), BoringSslConnectionTest::version)) {
            for (int i = 0; i < 200; i++) {
                assertThat(ask(engine.port(), FILES)).contains("29.1.0");
                assertThatThrownBy(() -> askWithoutKey(engine.port())).isInstanceOf(IOException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // it hangs up
                "485454502f312e3120343030204261640d0a0d0a", // HTTP
                "15030300020228", // an alert: handshake failure
                "16030300050200000100", // a ServerHello that is cut off
                "160303ffff02000001", // a record longer than there may be
                "1603030004ffffffff", // no such message
                "17030300050102030405", // application data before the handshake
                "00000000000000000000",
            })
    void answersWithoutTlsAreRefused(String answer) throws IOException {
        refused(HexFormat.of().parseHex(answer));
    }

    @Test
    void randomBytesAreRefused() throws IOException {
        long seed = Long.getLong("onemachine.seed", System.nanoTime());
        System.out.println("Seed of the random answers: " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            byte[] answer = new byte[random.nextInt(300)];
            random.nextBytes(answer);
            if (answer.length > 5 && random.nextBoolean()) {
                // Like a record, so that more of it is read.
                answer[0] = 22;
                answer[1] = 3;
                answer[2] = 3;
                answer[3] = (byte) ((answer.length - 5) >> 8);
                answer[4] = (byte) (answer.length - 5);
            }
            refused(answer);
        }
    }

    private static TlsFiles created() {
        try {
            TlsFiles files = TlsFiles.in(Files.createTempDirectory("onemachine-test-certificates"));
            shared(files, KeyType.EC).ensure();
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] version(String path) {
        return StubEngine.json(200, "{\"Version\":\"29.1.0\",\"ApiVersion\":\"1.52\"}");
    }

    private void refused(byte[] answer) throws IOException {
        AtomicInteger connections = new AtomicInteger();
        try (ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> answerAll(listener, answer, connections));
            assertThatThrownBy(() -> ask(listener.getLocalPort(), FILES)).isInstanceOf(IOException.class);
        }
        assertThat(connections).hasValue(1);
    }

    private static void answerAll(ServerSocket listener, byte[] answer, AtomicInteger connections) {
        while (!listener.isClosed()) {
            try (Socket connection = listener.accept()) {
                connections.incrementAndGet();
                connection.getInputStream().read(new byte[4096]);
                OutputStream out = connection.getOutputStream();
                out.write(answer);
                out.flush();
            } catch (IOException e) {
                // The test is over, or the client has gone.
            }
        }
    }

    private String ask(int port, TlsFiles files) throws IOException {
        return ask(port, new Credentials(files.clientCertificate(), files.clientKey()));
    }

    /** With a key that BoringSSL cannot read. */
    private void askWithoutKey(int port) throws IOException {
        ask(port, new Credentials(FILES.clientCertificate(), FILES.clientCertificate()));
    }

    private String ask(int port, Credentials credentials) throws IOException {
        byte[] pinned = encoded(CertificateFiles.readCertificate(file));
        try (Socket socket = new Socket()) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            try (EngineTransport.Connection connection =
                    TRANSPORT.connect(socket, credentials, shown -> Arrays.equals(shown, pinned))) {
                connection.write("GET /version HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                String response = new String(connection.input().readAllBytes(), StandardCharsets.UTF_8);
                return response.substring(response.indexOf("\r\n\r\n") + 4);
            }
        }
    }

    private record Credentials(Path certificate, Path key) implements EngineTransport.ClientCredentials {
        @Override
        public byte[] certificateText() {
            return CertificateFiles.text(certificate).getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public byte[] keyText() {
            return CertificateFiles.text(key).getBytes(StandardCharsets.US_ASCII);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private EngineClient client(int port) {
        return new EngineClient(
                new EngineEndpoint("127.0.0.1", port),
                FILES.caCertificate(),
                FILES.clientCertificate(),
                FILES.clientKey(),
                file,
                PATIENCE,
                new TlsCredentialsCache(),
                networkExchange -> {});
    }

    private static CertifiedKey issued(TlsFiles files, KeyType kind) {
        return shared(files, kind)
                .issue("m1", List.of("localhost", "127.0.0.1"), false)
                .server();
    }

    private static SharedCertificates shared(TlsFiles files, KeyType kind) {
        return new SharedCertificates(
                files,
                files.caCertificate().resolve("../.."),
                new SharedCertificates.IssueSettings("ada", kind, InstantSource.system()),
                Progress.silent());
    }
}
