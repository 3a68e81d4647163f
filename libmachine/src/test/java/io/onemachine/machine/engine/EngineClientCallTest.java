package io.onemachine.machine.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.certificate.CertifiedKey;
import io.onemachine.machine.certificate.KeyType;
import io.onemachine.machine.certificate.TlsFiles;
import io.onemachine.machine.error.EngineException;
import io.onemachine.machine.progress.NetworkExchange;
import io.onemachine.machine.testing.SharedTestCertificates;
import io.onemachine.testing.StubEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineClientCallTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final TlsFiles FILES = SharedTestCertificates.files();

    private static CertifiedKey server;

    private final List<NetworkExchange> exchanges = new ArrayList<>();

    @BeforeAll
    static void issueServerCertificate() {
        server = SharedTestCertificates.of(FILES, KeyType.EC, InstantSource.system())
                .issue("m1", List.of("127.0.0.1"), false)
                .server();
    }

    @Test
    void bodyArrivesWholeAndTheAnswerIsText() {
        try (StubEngine engine = engine(request -> StubEngine.json(200, "\"gmzmyl6s\"\n"))) {
            EngineAnswer answer = client(engine.port())
                    .call(EngineRequest.post("/swarm/init").withBody("{\"ListenAddr\":\"0.0.0.0\",\"Name\":\"é\"}"));
            assertThat(answer).isEqualTo(new EngineAnswer(200, "\"gmzmyl6s\"\n"));
            assertThat(engine.requests())
                    .containsExactly(new StubEngine.Request(
                            "POST", "/swarm/init", "{\"ListenAddr\":\"0.0.0.0\",\"Name\":\"é\"}"));
            assertThat(exchanges).singleElement().satisfies(exchange -> {
                assertThat(exchange.what()).isEqualTo("POST /swarm/init");
                assertThat(exchange.received()).isEqualTo(11);
            });
        }
    }

    @Test
    void requestsWithoutBodyKeepTheirQuery() {
        try (StubEngine engine = engine(request -> StubEngine.json(200, "[]"))) {
            EngineClient client = client(engine.port());
            client.call(EngineRequest.get("/tasks?filters=%7B%22node%22%3A%5B%22a%22%5D%7D"));
            client.call(EngineRequest.delete("/nodes/a?force=1"));
            client.call(EngineRequest.post("/swarm/leave?force=1"));
            assertThat(engine.requests())
                    .containsExactly(
                            new StubEngine.Request("GET", "/tasks?filters=%7B%22node%22%3A%5B%22a%22%5D%7D", ""),
                            new StubEngine.Request("DELETE", "/nodes/a?force=1", ""),
                            new StubEngine.Request("POST", "/swarm/leave?force=1", ""));
        }
    }

    @Test
    void answerWithoutContentIsEmpty() {
        byte[] bytes = "HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        try (StubEngine engine = engine(request -> bytes)) {
            assertThat(client(engine.port()).call(EngineRequest.post("/x"))).isEqualTo(new EngineAnswer(204, ""));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "503|{\"message\":\"This node is not a swarm manager.\"}|This node is not a swarm manager.",
                "409|{\"message\":[1]}|''",
                "406|not JSON|''",
                "404|[]|''",
                "100|{}|''",
            })
    void refusalHasStatusAndTheWordsOfTheEngine(int status, String body, String message) {
        try (StubEngine engine = engine(request -> StubEngine.json(status, body))) {
            assertThatThrownBy(() -> client(engine.port()).call(EngineRequest.get("/nodes")))
                    .isInstanceOfSatisfying(EngineRefusedException.class, e -> {
                        assertThat(e.status()).isEqualTo(status);
                        assertThat(e.engineMessage()).isEqualTo(message);
                    })
                    .hasMessage("The Docker engine at 127.0.0.1:" + engine.port() + " answered with HTTP status "
                            + status + (message.isEmpty() ? "" : ": " + message));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SSH-2.0-x\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 4194305\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n{}",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n{}",
            })
    void changeIsSentOnceWhateverComesBack(String answer) {
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        try (StubEngine engine = engine(request -> bytes)) {
            assertThatThrownBy(() -> client(engine.port())
                            .call(EngineRequest.post("/swarm/join").withBody("{}")))
                    .isInstanceOf(EngineException.class)
                    .isNotInstanceOf(EngineRefusedException.class);
            assertThat(engine.requests()).hasSize(1);
        }
    }

    @Test
    void requestHasATimeoutOfItsOwn() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            EngineRequest request = EngineRequest.get("/info").within(Duration.ofMillis(50));
            assertThatThrownBy(() -> client(silent.getLocalPort()).call(request))
                    .isInstanceOf(EngineException.class)
                    .satisfies(e -> assertThat(((EngineException) e).hint()).contains("no answer in time."));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "info", "/a b", "/a\r\nX: y", "/é", "http://x/"})
    void pathThatWouldChangeTheRequestIsRefused(String path) {
        assertThatThrownBy(() -> EngineRequest.get(path)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void textFormsHideBodies() {
        assertThat(EngineRequest.post("/swarm/join").withBody("secret")).hasToString("POST /swarm/join");
        assertThat(new EngineAnswer(200, "secret")).hasToString("HTTP status 200");
    }

    private static StubEngine engine(Function<StubEngine.Request, byte[]> answers) {
        return StubEngine.startForRequests(FILES.caCertificate(), server.certificate(), server.key(), answers);
    }

    private EngineClient client(int port) {
        return new EngineClient(
                new EngineEndpoint("127.0.0.1", port),
                FILES.caCertificate(),
                FILES.clientCertificate(),
                FILES.clientKey(),
                Path.of(""),
                PATIENCE,
                new TlsCredentialsCache(),
                exchanges::add);
    }
}
