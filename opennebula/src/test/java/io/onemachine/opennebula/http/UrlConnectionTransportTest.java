package io.onemachine.opennebula.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.onemachine.opennebula.error.TransportException;
import io.onemachine.opennebula.error.TransportException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlConnectionTransportTest {

    private static final byte[] CALL = "<call/>".getBytes(UTF_8);
    private static final HttpLimits PATIENT = new HttpLimits(Duration.ofSeconds(30), Duration.ofSeconds(60), 1 << 20);
    private static final HttpLimits HASTY = new HttpLimits(Duration.ofSeconds(30), Duration.ofMillis(400), 1 << 20);

    @Test
    void theBodyIsSentAndTheAnswersReturned() {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.ok("<answer>é</answer>".getBytes(UTF_8)))) {
            byte[] answer = new UrlConnectionTransport(PATIENT).post(server.uri(), CALL);
            assertThat(new String(answer, UTF_8)).isEqualTo("<answer>é</answer>");
            assertThat(server.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request)
                            .startsWith("POST /RPC2 HTTP/1.1\r\n")
                            .containsIgnoringCase("Content-Length: 7\r\n")
                            .doesNotContainIgnoringCase("Transfer-Encoding")
                            .endsWith("\r\n\r\n<call/>"));
        }
    }

    @Test
    void anAnswerWithoutALengthIsReadToItsEnd() {
        try (ScriptedServer server =
                new ScriptedServer(ScriptedServer.answering("HTTP/1.0 200 OK\nServer: Abyss", "abc".getBytes(UTF_8)))) {
            assertThat(new UrlConnectionTransport(PATIENT).post(server.uri(), CALL))
                    .isEqualTo("abc".getBytes(UTF_8));
        }
    }

    @Test
    void aServerThatHangsIsGivenUp() {
        AtomicReference<ScriptedServer> self = new AtomicReference<>();
        try (ScriptedServer server = new ScriptedServer(out -> hang(self))) {
            self.set(server);
            TransportException e = failure(HASTY, server.uri());
            assertThat(e.kind()).isEqualTo(Kind.TIMED_OUT);
            assertThat(e).hasMessage(server.uri() + " did not answer within 0.4 seconds");
            assertThat(e.mayHaveTakenEffect()).isTrue();
        }
    }

    @Test
    void aServerThatNeverAcceptsIsGivenUp() throws IOException {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI uri = URI.create("http://127.0.0.1:" + deaf.getLocalPort() + "/RPC2");
            assertThat(failure(HASTY, uri).kind()).isEqualTo(Kind.TIMED_OUT);
        }
    }

    @Test
    void anAnswerThatDripsIsGivenUpAtTheSameMoment() {
        try (ScriptedServer server = new ScriptedServer(out -> {
            ScriptedServer.answering("HTTP/1.1 200 OK\nContent-Length: 1000000", new byte[0])
                    .answer(out);
            drip(out);
        })) {
            TransportException e = failure(HASTY, server.uri());
            assertThat(e.kind()).isEqualTo(Kind.TIMED_OUT);
            assertThat(e).hasMessage(server.uri() + " did not finish its answer within 0.4 seconds");
        }
    }

    @Test
    void headersThatDripAreGivenUpToo() {
        try (ScriptedServer server = new ScriptedServer(out -> {
            out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(UTF_8));
            drip(out);
        })) {
            assertThat(failure(HASTY, server.uri()).kind()).isEqualTo(Kind.TIMED_OUT);
        }
    }

    @Test
    void anAnswerOfTwoHundredMegabytesIsRefusedWhetherAnnouncedOrNot() {
        HttpLimits limits = new HttpLimits(Duration.ofSeconds(30), Duration.ofSeconds(60), 64 << 20);
        try (ScriptedServer announced = new ScriptedServer(ScriptedServer.answering(
                        "HTTP/1.1 200 OK\nContent-Length: 209715200", "<methodResponse>".getBytes(UTF_8)));
                ScriptedServer poured = new ScriptedServer(out -> {
                    ScriptedServer.answering("HTTP/1.1 200 OK\nConnection: close", new byte[0])
                            .answer(out);
                    byte[] block = "x".repeat(1 << 20).getBytes(UTF_8);
                    for (int i = 0; i < 200; i++) {
                        out.write(block);
                    }
                })) {
            for (ScriptedServer server : new ScriptedServer[] {announced, poured}) {
                TransportException e = failure(limits, server.uri());
                assertThat(e.kind()).isEqualTo(Kind.TOO_BIG);
                assertThat(e).hasMessage("the answer of " + server.uri() + " is longer than 64 MiB and was not read");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, Bad Request, HTTP status 400 (Bad Request), false",
        "401, Unauthorized, refuses the request, false",
        "404, Not Found, ends in /RPC2, false",
        "405, Method Not Allowed, ends in /RPC2, false",
        "411, Length Required, HTTP status 411, false",
        "500, Oops, HTTP status 500 (Oops), true",
        "502, Bad Gateway, gets no answer from it, true",
        "503, Service Unavailable, gets no answer from it, true",
        "204, No Content, HTTP status 204, false"
    })
    void aStatusOtherThanOkIsNamed(int status, String reason, String message, boolean mayHaveTakenEffect) {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.answering(
                "HTTP/1.1 " + status + " " + reason + "\nContent-Type: text/html\nConnection: close",
                status == 204 ? new byte[0] : "<html><body>secret</body></html>".getBytes(UTF_8)))) {
            TransportException e = failure(PATIENT, server.uri());
            assertThat(e.kind()).isEqualTo(Kind.HTTP_STATUS);
            assertThat(e.httpStatus()).isEqualTo(status);
            assertThat(e).hasMessageContaining(message).hasMessageNotContaining("secret");
            assertThat(e.mayHaveTakenEffect()).isEqualTo(mayHaveTakenEffect);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aRedirectIsNotFollowedButNamed() {
        try (ScriptedServer other = new ScriptedServer(ScriptedServer.ok(CALL));
                ScriptedServer server = new ScriptedServer(ScriptedServer.answering(
                        "HTTP/1.1 307 Temporary Redirect\nLocation: " + other.uri() + "\nContent-Length: 0",
                        new byte[0]))) {
            TransportException e = failure(PATIENT, server.uri());
            assertThat(e.httpStatus()).isEqualTo(307);
            assertThat(e).hasMessageContaining("it points to " + other.uri());
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void aCallIsNeverSentTwice() {
        try (ScriptedServer server = new ScriptedServer(out -> {})) {
            TransportException e = failure(PATIENT, server.uri());
            assertThat(e.kind()).isEqualTo(Kind.BROKEN);
            assertThat(e.mayHaveTakenEffect()).isTrue();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void anAnswerCutShortIsNotTakenForWhole() {
        try (ScriptedServer server = new ScriptedServer(
                ScriptedServer.answering("HTTP/1.1 200 OK\nContent-Length: 100", "half".getBytes(UTF_8)))) {
            TransportException e = failure(PATIENT, server.uri());
            assertThat(e.kind()).isEqualTo(Kind.BROKEN);
            assertThat(e).hasMessageContaining("broke");
        }
    }

    @Test
    void noiseInsteadOfHttpIsReported() {
        try (ScriptedServer server = new ScriptedServer(out -> out.write("SSH-2.0-OpenSSH_9.2\r\n".getBytes(UTF_8)))) {
            TransportException e = failure(PATIENT, server.uri());
            assertThat(e.kind()).isEqualTo(Kind.MALFORMED);
            assertThat(e).hasMessage("what listens at " + server.uri() + " does not speak HTTP");
        }
    }

    @Test
    void aClosedPortIsARefusal() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        TransportException e = failure(PATIENT, URI.create("http://127.0.0.1:" + port + "/RPC2"));
        assertThat(e.kind()).isEqualTo(Kind.REFUSED);
        assertThat(e).hasMessage("nothing listens at http://127.0.0.1:" + port + "/RPC2 (connection refused)");
        assertThat(e.mayHaveTakenEffect()).isFalse();
    }

    @Test
    void anUnknownHostIsNamed() {
        TransportException e = failure(PATIENT, URI.create("http://nowhere.invalid:2633/RPC2"));
        assertThat(e.kind()).isEqualTo(Kind.UNKNOWN_HOST);
        assertThat(e).hasMessageContaining("nowhere.invalid");
    }

    @Test
    void callsAbortedAtAnyMomentEndQuietly() throws InterruptedException {
        long seed = System.nanoTime();
        System.out.println("calls broken off, seed " + seed);
        Random random = new Random(seed);
        AtomicReference<Throwable> uncaught = new AtomicReference<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> uncaught.set(e));
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.ok("<answer/>".getBytes(UTF_8)))) {
            for (int call = 0; call < 300; call++) {
                Thread caller = Thread.ofVirtual().start(() -> {
                    try {
                        new UrlConnectionTransport(PATIENT).post(server.uri(), CALL);
                    } catch (TransportException e) {
                        // Aborted, or not.
                    }
                });
                for (int spin = random.nextInt(20_000); spin > 0; spin--) {
                    Thread.onSpinWait();
                }
                caller.interrupt();
                caller.join();
            }
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertThat(uncaught).hasNullValue();
    }

    @Test
    void aPlainServerSpokenToWithTlsIsATlsFailure() {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.ok(CALL))) {
            URI secure = URI.create(server.uri().toString().replace("http:", "https:"));
            assertThat(failure(HASTY, secure).kind()).isIn(Kind.TLS, Kind.BROKEN, Kind.TIMED_OUT);
        }
    }

    @Test
    void anInterruptEndsTheWaiting() throws InterruptedException {
        AtomicReference<ScriptedServer> self = new AtomicReference<>();
        try (ScriptedServer server = new ScriptedServer(out -> {
            hang(self);
        })) {
            self.set(server);
            AtomicReference<TransportException> seen = new AtomicReference<>();
            AtomicReference<Boolean> flag = new AtomicReference<>(false);
            Thread waiting = Thread.ofVirtual().start(() -> {
                seen.set(failure(PATIENT, server.uri()));
                flag.set(Thread.currentThread().isInterrupted());
            });
            waiting.interrupt();
            waiting.join();
            assertThat(seen.get())
                    .isNotNull()
                    .extracting(TransportException::kind)
                    .isEqualTo(Kind.INTERRUPTED);
            assertThat(flag.get()).isTrue();
        }
    }

    private static void hang(AtomicReference<ScriptedServer> server) throws InterruptedException {
        ScriptedServer running = server.get();
        if (running != null) {
            running.hang();
        }
    }

    /** Writes one byte every few milliseconds, until the reader disconnects. */
    private static void drip(OutputStream out) throws IOException, InterruptedException {
        java.util.concurrent.CountDownLatch never = new java.util.concurrent.CountDownLatch(1);
        for (int i = 0; i < 100_000; i++) {
            out.write('x');
            out.flush();
            if (never.await(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private static TransportException failure(HttpLimits limits, URI uri) {
        TransportException e = catchThrowableOfType(
                TransportException.class, () -> new UrlConnectionTransport(limits).post(uri, CALL));
        assertThat(e).isNotNull();
        return e;
    }
}
