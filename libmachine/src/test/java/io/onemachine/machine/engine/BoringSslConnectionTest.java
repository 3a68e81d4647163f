package io.onemachine.machine.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.certificate.CertificateFiles;
import io.onemachine.machine.certificate.CertifiedKey;
import io.onemachine.machine.certificate.KeyType;
import io.onemachine.machine.certificate.SharedCertificates;
import io.onemachine.machine.certificate.TlsFiles;
import io.onemachine.machine.testing.SharedTestCertificates;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
    private static final TlsFiles FILES = SharedTestCertificates.files();

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
        assertThat(BoringSslConnection.isAvailable()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(KeyType.class)
    void engineAnswersWithKeysOfEveryType(KeyType kind) throws IOException {
        TlsFiles files = TlsFiles.in(folder.resolve(kind.name()));
        shared(files, kind).ensure();
        server = issued(files, kind);
        Files.writeString(file, server.certificate());
        try (StubEngine engine = StubEngine.start(files, server, BoringSslConnectionTest::version)) {
            assertThat(ask(engine.port(), files)).contains("29.1.0");
            assertThat(engine.paths()).containsExactly("/version");
        }
    }

    @Test
    void longAnswerIsRead() throws IOException {
        String body = "x".repeat(1_000_000);
        try (StubEngine engine = StubEngine.start(FILES, server, path -> StubEngine.json(200, body))) {
            assertThat(ask(engine.port(), FILES)).isEqualTo(body);
        }
    }

    @Test
    void engineWithAnotherCertificateOfTheCaGetsNoRequest() {
        try (StubEngine engine = StubEngine.start(FILES, issued(FILES, KeyType.EC), BoringSslConnectionTest::version)) {
            assertThatThrownBy(() -> ask(engine.port(), FILES)).isInstanceOf(IOException.class);
            assertThat(engine.paths()).isEmpty();
        }
    }

    @Test
    void clientFallsBackToTheJdk() {
        try (StubEngine engine = StubEngine.start(FILES, issued(FILES, KeyType.EC), BoringSslConnectionTest::version)) {
            assertThat(client(engine.port()).version().version()).isEqualTo("29.1.0");
        }
    }

    @Test
    void everyRequestReleasesItsMemory() throws IOException {
        // Too few to show a leak by its size, but a double free or a dangling pointer ends the JVM.
        try (StubEngine engine = StubEngine.start(FILES, server, BoringSslConnectionTest::version)) {
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
        return ask(
                port, TlsCredentials.read(files.caCertificate(), files.clientCertificate(), files.clientKey()), files);
    }

    /** With a key that BoringSSL cannot read. */
    private void askWithoutKey(int port) throws IOException {
        ask(
                port,
                TlsCredentials.read(FILES.caCertificate(), FILES.clientCertificate(), FILES.clientCertificate()),
                FILES);
    }

    private String ask(int port, TlsCredentials identity, TlsFiles files) throws IOException {
        PinnedEngine engine = PinnedEngine.read(
                        file, CertificateFiles.readCertificates(files.caCertificate()), "127.0.0.1", Instant.now())
                .orElseThrow();
        DeadlineSocket deadline = DeadlineSocket.within(PATIENCE);
        try (Socket socket = deadline.socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), deadline.left());
            try (BoringSslConnection connection = BoringSslConnection.connect(socket, identity, engine)) {
                connection.write("GET /version HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                return HttpResponse.read(new BufferedInputStream(connection.input()))
                        .body();
            }
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
        return SharedTestCertificates.of(files, kind, InstantSource.system());
    }
}
