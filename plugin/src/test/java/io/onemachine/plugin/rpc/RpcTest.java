package io.onemachine.plugin.rpc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.onemachine.plugin.gob.GobLimits;
import io.onemachine.plugin.gob.GobValue;
import io.onemachine.plugin.gob.TypedValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls over a real connection, with the failures of either side. */
final class RpcTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    private static final int CALLS_AT_ONCE = 100;
    private static final int CONNECTIONS_AT_ONCE = 200;

    private final EchoServices services = new EchoServices();
    private RpcServer server;
    private RpcClient client;

    @BeforeEach
    void connect() throws IOException {
        server = RpcServer.start(services.services(), Map.of(), GobLimits.DEFAULT);
        client = connectTo(server.address());
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void aWaitingCallDoesNotBlockOthers() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<GobValue> waiting = threads.submit(() -> client.call("Echo.Wait", TypedValue.EMPTY, LONG));
            List<Future<GobValue>> others = new ArrayList<>();
            for (int i = 0; i < 90; i++) {
                long number = i;
                others.add(threads.submit(() -> client.call("Echo.Twice", TypedValue.of(number), LONG)));
            }
            for (int i = 0; i < others.size(); i++) {
                assertThat(others.get(i).get()).isEqualTo(new GobValue.Int(2L * i));
            }
            assertThat(waiting.isDone()).isFalse();
            client.call("Echo.Open", TypedValue.EMPTY, LONG);
            assertThat(waiting.get()).isEqualTo(new GobValue.Text("waited"));
        }
    }

    @Test
    void callsAboveTheLimitWait() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<GobValue>> waiting = new ArrayList<>();
            for (int i = 0; i < CALLS_AT_ONCE + 50; i++) {
                waiting.add(threads.submit(() -> client.call("Echo.Wait", TypedValue.EMPTY, LONG)));
            }
            await().atMost(LONG).until(() -> services.waiting() == CALLS_AT_ONCE);
            services.open();
            for (Future<GobValue> call : waiting) {
                assertThat(call.get()).isEqualTo(new GobValue.Text("waited"));
            }
        }
        assertThat(services.mostWaiting()).isEqualTo(CALLS_AT_ONCE);
    }

    @Test
    void aConnectionAboveTheLimitIsClosedAndOthersContinue() throws Exception {
        List<Socket> others = new ArrayList<>();
        try {
            for (int i = 1; i < CONNECTIONS_AT_ONCE; i++) {
                others.add(new Socket(
                        server.address().getAddress(), server.address().getPort()));
            }
            try (Socket tooMany =
                    new Socket(server.address().getAddress(), server.address().getPort())) {
                assertThat(tooMany.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(client.call("Echo.Twice", TypedValue.of(2), LONG)).isEqualTo(new GobValue.Int(4));
        } finally {
            for (Socket other : others) {
                other.close();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Echo.Missing, rpc: can't find method Echo.Missing",
        "Missing.Text, rpc: can't find service Missing.Text",
        "nonsense, rpc: service/method request ill-formed: nonsense",
        "Echo.Twice, gob: Twice takes no number but a string",
        "Echo.Fail, word",
        "Echo.Panic, internal error: java.lang.IllegalStateException: a fault of the method",
    })
    void anErrorIsAnsweredAndTheConnectionContinues(String method, String text) throws Exception {
        assertThatThrownBy(() -> client.call(method, TypedValue.of("word"), LONG))
                .isInstanceOf(RpcException.Answered.class)
                .hasMessage(text);
        assertThat(client.call("Echo.Text", TypedValue.of("word"), LONG)).isEqualTo(new GobValue.Text("word"));
    }

    @Test
    void aCallWithoutAnswerTimesOutAndItsLateAnswerIsDropped() throws Exception {
        assertThatThrownBy(() -> client.call("Echo.Wait", TypedValue.EMPTY, SHORT))
                .isInstanceOf(RpcException.TimedOut.class)
                .hasMessageContaining("Echo.Wait has not answered");
        client.call("Echo.Open", TypedValue.EMPTY, LONG);
        assertThat(client.call("Echo.Text", TypedValue.of("word"), LONG)).isEqualTo(new GobValue.Text("word"));
    }

    @Test
    void anInterruptedCallEnds() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> waiting = threads.submit(() -> {
                Thread.currentThread().interrupt();
                assertThatThrownBy(() -> client.call("Echo.Wait", TypedValue.EMPTY, LONG))
                        .isInstanceOf(InterruptedException.class);
            });
            waiting.get();
        }
        assertThat(client.call("Echo.Twice", TypedValue.of(2), LONG)).isEqualTo(new GobValue.Int(4));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theEndOfTheConnectionEndsPendingCalls(boolean serverEnds) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> waiting = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                waiting.add(threads.submit(
                        () -> assertThatThrownBy(() -> client.call("Echo.Wait", TypedValue.EMPTY, LONG))
                                .isInstanceOf(RpcException.ConnectionLost.class)));
            }
            client.call("Echo.Nothing", TypedValue.EMPTY, LONG);
            if (serverEnds) {
                server.close();
            } else {
                client.close();
            }
            for (Future<?> call : waiting) {
                call.get();
            }
        }
        assertThatThrownBy(() -> client.call("Echo.Nothing", TypedValue.EMPTY, LONG))
                .isInstanceOf(RpcException.ConnectionLost.class);
        assertThat(client.isConnected()).isFalse();
    }

    @Test
    void aServerEnforcesItsLimit() throws Exception {
        String large = "x".repeat(9 << 20);
        assertThatThrownBy(() -> client.call("Echo.Text", TypedValue.of(large), LONG))
                .isInstanceOf(RpcException.ConnectionLost.class);
        try (RpcClient another = connectTo(server.address())) {
            assertThat(another.call("Echo.Twice", TypedValue.of(2), LONG)).isEqualTo(new GobValue.Int(4));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'GET /_goRPC_ HTTP/1.1\r\nHost: x\r\n\r\n', 'HTTP/1.1 405 Method Not Allowed', 405 must CONNECT",
        "'POST /_goRPC_ HTTP/1.0\n\n', 'HTTP/1.1 405 Method Not Allowed', 405 must CONNECT",
        "'CONNECT /other HTTP/1.0\n\n', 'HTTP/1.1 404 Not Found', 404 page not found",
        "'hello\n\n', 'HTTP/1.1 400 Bad Request', 400 Bad Request",
    })
    void anotherVerbIsRefused(String request, String status, String body) throws IOException {
        String answer = exchange(request);
        assertThat(answer.lines().findFirst()).hasValue(status);
        assertThat(answer.strip()).endsWith(body);
    }

    @Test
    void theConnectRequestIsAnsweredByteForByte() throws IOException {
        try (Socket socket =
                new Socket(server.address().getAddress(), server.address().getPort())) {
            socket.getOutputStream().write("CONNECT /_goRPC_ HTTP/1.0\n\n".getBytes(US_ASCII));
            byte[] expected = "HTTP/1.0 200 Connected to Go RPC\n\n".getBytes(US_ASCII);
            assertThat(socket.getInputStream().readNBytes(expected.length)).isEqualTo(expected);
        }
    }

    @Test
    void endlessHeadersAreRefused() throws IOException {
        assertThat(exchange("GET / HTTP/1.1\n" + "X: y\n".repeat(3000))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.0 200 OK\n\n",
                "SSH-2.0-OpenSSH_9.2\n\n",
                "HTTP/1.1 405 Method Not Allowed\r\n\r\n",
                "HTTP/1.0 200 Connected to Go RPC", // and the end
                "",
            })
    void aServerOfAnotherKindIsRecognized(String answer) throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> serving = threads.submit(() -> {
                try (Socket socket = other.accept()) {
                    socket.getInputStream().readNBytes(27);
                    socket.getOutputStream().write(answer.getBytes(US_ASCII));
                }
                return "";
            });
            assertThatThrownBy(() -> connectTo((InetSocketAddress) other.getLocalSocketAddress()))
                    .isInstanceOf(IOException.class)
                    .message()
                    .containsAnyOf("unexpected HTTP response", "ended within its first lines");
            serving.get();
        }
    }

    @Test
    void garbageInsteadOfAnAnswerEndsTheConnection() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> serving = threads.submit(() -> {
                try (Socket socket = other.accept()) {
                    socket.getInputStream().readNBytes(27);
                    socket.getOutputStream().write(HttpHead.CONNECTED);
                    socket.getOutputStream().write("garbage ".repeat(20).getBytes(US_ASCII));
                    socket.getInputStream().readAllBytes();
                }
                return "";
            });
            try (RpcClient confused = connectTo((InetSocketAddress) other.getLocalSocketAddress())) {
                assertThatThrownBy(() -> confused.call("Echo.Text", TypedValue.of("x"), LONG))
                        .isInstanceOf(RpcException.ConnectionLost.class);
                await().until(() -> !confused.isConnected());
            }
            serving.get();
        }
    }

    private String exchange(String request) throws IOException {
        try (Socket socket =
                new Socket(server.address().getAddress(), server.address().getPort())) {
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        } catch (SocketException e) {
            return ""; // reset, with what had been sent still unread
        }
    }

    private static RpcClient connectTo(InetSocketAddress address) throws IOException {
        return RpcClient.connect(address, Map.of(), GobLimits.DEFAULT, LONG);
    }
}
