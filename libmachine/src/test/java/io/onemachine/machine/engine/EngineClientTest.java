package io.onemachine.machine.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.certificate.CertifiedKey;
import io.onemachine.machine.certificate.KeyType;
import io.onemachine.machine.certificate.SharedCertificates;
import io.onemachine.machine.certificate.TlsFiles;
import io.onemachine.machine.error.EngineConnectionException;
import io.onemachine.machine.error.EngineException;
import io.onemachine.machine.testing.SharedTestCertificates;
import io.onemachine.machine.testing.StubSshServer;
import io.onemachine.testing.StubEngine;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final TlsFiles FILES = SharedTestCertificates.files();

    private static CertifiedKey server;

    @BeforeAll
    static void issueServerCertificate() {
        server = serverCertificate(FILES, List.of("localhost", "127.0.0.1"));
    }

    @Test
    void engineOf2025IsAskedWithoutAVersion() {
        Function<String, byte[]> docker29 = path -> path.equals("/version")
                ? StubEngine.json(
                        200, "{\"Version\":\"29.1.0\",\"ApiVersion\":\"1.52\",\"MinAPIVersion\":\"1.44\",\"Os\":{}}")
                : StubEngine.json(
                        400, "{\"message\":\"client version 1.24 is too old. Minimum supported API version is 1.44\"}");
        try (StubEngine engine =
                StubEngine.start(FILES.caCertificate(), server.certificate(), server.key(), docker29)) {
            assertThat(client(engine.port(), FILES).version()).isEqualTo(new EngineVersion("29.1.0", "1.52", "1.44"));
            assertThat(engine.paths()).containsExactly("/version");
        }
    }

    @Test
    void engineOf2020AnswersInChunks() {
        String first = "{\"Version\":\"20.10.24+dfsg1\"";
        String second = ",\"ApiVersion\":\"1.41\"}";
        byte[] chunked = String.join(
                        "\r\n",
                        "HTTP/1.1 200 OK",
                        "Transfer-Encoding: chunked",
                        "",
                        Integer.toHexString(first.length()),
                        first,
                        Integer.toHexString(second.length()) + ";x=y",
                        second,
                        "0",
                        "",
                        "")
                .getBytes(StandardCharsets.UTF_8);
        try (StubEngine engine =
                StubEngine.start(FILES.caCertificate(), server.certificate(), server.key(), path -> chunked)) {
            assertThat(client(engine.port(), FILES).version())
                    .isEqualTo(new EngineVersion("20.10.24+dfsg1", "1.41", ""));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                        | ''      | false",
                "{'Swarm':null}                                            | ''      | false",
                "{'Swarm':{'NodeID':'','LocalNodeState':'inactive','ControlAvailable':false}} | '' | false",
                "{'Swarm':{'NodeID':'n1','LocalNodeState':'active','ControlAvailable':true}}  | manager | true",
                "{'Swarm':{'NodeID':'n1','LocalNodeState':'active','ControlAvailable':false}} | worker  | false",
                "{'Swarm':{'NodeID':'','LocalNodeState':'locked','ControlAvailable':false}}   | manager | false",
                "{'Swarm':{'NodeID':'n1','LocalNodeState':'pending','ControlAvailable':false}} | ''     | false",
                "{'Swarm':{'LocalNodeState':{},'ControlAvailable':'maybe'}} | ''      | false",
            },
            quoteCharacter = '"')
    void theSwarmRoleIsThatOfTheNode(String info, String role, boolean manages) {
        String body = info.replace('\'', '"')
                .replaceFirst("\\{", "{\"ServerVersion\":\"26.1.5\",")
                .replace(",}", "}");
        try (StubEngine engine = StubEngine.start(
                FILES.caCertificate(), server.certificate(), server.key(), path -> StubEngine.json(200, body))) {
            EngineClient.Info answer = client(engine.port(), FILES).info();

            assertThat(answer.version()).isEqualTo("26.1.5");
            assertThat(answer.swarm().role()).isEqualTo(role.equals("''") ? "" : role);
            assertThat(client(engine.port(), FILES).isSwarmManager()).isEqualTo(manages);
            assertThat(engine.paths()).containsExactly("/info", "/info");
        }
    }

    @Test
    void checkSucceedsWhenBothSidesTrustEachOther() {
        try (StubEngine engine = StubEngine.start(
                FILES.caCertificate(), server.certificate(), server.key(), path -> StubEngine.json(200, "OK"))) {
            client(engine.port(), FILES).check();
            assertThat(engine.paths()).containsExactly("/_ping");
            assertThat(client(engine.port(), FILES).isListening()).isTrue();
        }
    }

    @Test
    void engineOfAnotherCaIsNotTrusted(@TempDir Path store) {
        TlsFiles others = otherCa(store);
        CertifiedKey theirs = serverCertificate(others, List.of("127.0.0.1"));
        try (StubEngine engine = StubEngine.start(
                FILES.caCertificate(), theirs.certificate(), theirs.key(), path -> StubEngine.json(200, "OK"))) {
            assertThatThrownBy(() -> client(engine.port(), FILES).check())
                    .isInstanceOf(EngineConnectionException.class)
                    .hasMessage("Error checking and/or regenerating the certs: There was an error validating "
                            + "certificates for host \"127.0.0.1:" + engine.port()
                            + "\": the engine's certificate is not from the machine's CA");
            assertThat(engine.paths()).isEmpty();
        }
    }

    @Test
    void engineThatRejectsTheClientIsReported(@TempDir Path store) {
        TlsFiles others = otherCa(store);
        try (StubEngine engine = StubEngine.start(
                others.caCertificate(), server.certificate(), server.key(), path -> StubEngine.json(200, "OK"))) {
            assertThatThrownBy(() -> client(engine.port(), FILES).check())
                    .isInstanceOf(EngineConnectionException.class)
                    .hasMessageContaining("not take the client's certificate");
        }
    }

    @Test
    void expiredCertificateIsReportedWithTheCommandThatRenewsIt(@TempDir Path store) {
        TlsFiles old = TlsFiles.in(store);
        Instant longAgo = Instant.now().minus(Duration.ofDays(1200));
        shared(old, InstantSource.fixed(longAgo)).ensure();
        CertifiedKey expired = shared(old, InstantSource.fixed(longAgo))
                .issue("m1", List.of("127.0.0.1"), false)
                .server();
        try (StubEngine engine = StubEngine.start(
                old.caCertificate(), expired.certificate(), expired.key(), path -> StubEngine.json(200, "OK"))) {
            assertThatThrownBy(() -> client(engine.port(), old).check())
                    .hasMessageContaining("the client certificate has expired on ")
                    .hasMessageContaining("‹command regenerate-certs, option only-client-certs›");
            shared(old).renewClient();
            assertThatThrownBy(() -> client(engine.port(), old).version())
                    .hasMessage("the engine's certificate has expired (‹command regenerate-certs› creates a new one)");
            assertThat(engine.paths()).isEmpty();
        }
        shared(old, InstantSource.fixed(longAgo.minus(Duration.ofDays(3650)))).replaceCa();
        assertThatThrownBy(() -> client(1, old).check())
                .hasMessageContaining("the CA has expired on ")
                .hasMessageContaining("‹command regenerate-certs, option ca›");
    }

    @Test
    void keyTypesOfBothSidesMayDiffer(@TempDir Path store) {
        TlsFiles files = TlsFiles.in(store);
        InstantSource system = InstantSource.system();
        for (KeyType ca : KeyType.values()) {
            KeyType other = ca == KeyType.EC ? KeyType.RSA : KeyType.EC;
            SharedTestCertificates.of(files, ca, system).replaceCa();
            SharedTestCertificates.of(files, other, system).renewClient();
            CertifiedKey issued = SharedTestCertificates.of(files, other, system)
                    .issue("m1", List.of("127.0.0.1"), false)
                    .server();
            try (StubEngine engine = StubEngine.start(
                    files.caCertificate(), issued.certificate(), issued.key(), path -> StubEngine.json(200, "OK"))) {
                client(engine.port(), files).check();
                assertThat(engine.paths()).as("a CA of %s", ca).containsExactly("/_ping");
            }
        }
    }

    @Test
    void earliestExpiryIsReported() {
        Instant now = Instant.parse("2026-11-25T12:00:00Z");
        Instant far = now.plus(Duration.ofDays(300));
        Instant near = now.plus(Duration.ofDays(12)).plusSeconds(5);
        assertThat(new CertificateExpiry(far, far, far).warning("m1", now)).isEmpty();
        assertThat(new CertificateExpiry(far, far, now.plus(CertificateExpiry.SOON)).warning("m1", now))
                .isEmpty();
        assertThat(new CertificateExpiry(far, far, near).warning("m1", now))
                .hasValue(
                        "The certificate of the engine expires in 12 days. To renew it: ‹command regenerate-certs, argument m1›");
        assertThat(new CertificateExpiry(far, near, near.plusSeconds(1)).warning("m1", now))
                .hasValue("The client certificate expires in 12 days. To renew it: ‹command regenerate-certs,"
                        + " option only-client-certs›");
        assertThat(new CertificateExpiry(near, near, near).warning("m1", now))
                .hasValue("The CA expires in 12 days. To renew it: ‹command regenerate-certs, option ca›");
        assertThat(new CertificateExpiry(far, far, now.plusSeconds(90_000))
                        .warning("m1", now)
                        .orElseThrow())
                .contains("in 1 day.");
        assertThat(new CertificateExpiry(far, far, now.plusSeconds(3))
                        .warning("m1", now)
                        .orElseThrow())
                .contains("within a day.");
    }

    @Test
    void certificateForAnotherAddressIsRefused() {
        CertifiedKey elsewhere = serverCertificate(FILES, List.of("localhost", "192.0.2.7"));
        try (StubEngine engine = StubEngine.start(
                FILES.caCertificate(), elsewhere.certificate(), elsewhere.key(), path -> StubEngine.json(200, "OK"))) {
            assertThatThrownBy(() -> client(engine.port(), FILES).check())
                    .hasMessageContaining("the engine's certificate is for another name or address");
        }
    }

    @Test
    void refusedConnectionIsReported() throws IOException {
        int port = StubSshServer.closedPort();
        assertThatThrownBy(() -> client(port, FILES).version())
                .isInstanceOf(EngineException.class)
                .hasMessage("Cannot connect to the docker engine endpoint");
        assertThatThrownBy(() -> client(port, FILES).check()).hasMessageContaining("refused");
        assertThat(client(port, FILES).isListening()).isFalse();
    }

    @Test
    void silentServerTimesOut() throws IOException {
        try (ServerSocket silent = new ServerSocket(0)) {
            EngineClient client = new EngineClient(
                    new EngineEndpoint("127.0.0.1", silent.getLocalPort()), FILES, Duration.ofMillis(200));
            assertThatThrownBy(client::check)
                    .isInstanceOf(EngineConnectionException.class)
                    .hasMessageContaining("no answer in time");
        }
    }

    @Test
    void tricklingHandshakeTimesOut() throws IOException {
        try (ServerSocket trickling = new ServerSocket(0)) {
            Thread.ofVirtual().start(() -> trickle(trickling));
            EngineClient client = new EngineClient(
                    new EngineEndpoint("127.0.0.1", trickling.getLocalPort()), FILES, Duration.ofMillis(300));
            assertThatThrownBy(client::check)
                    .isInstanceOf(EngineConnectionException.class)
                    .hasMessageContaining("no answer in time");
        }
    }

    /** The longest record there is, at a pace that takes an hour. */
    private static void trickle(ServerSocket socket) {
        try (Socket client = socket.accept()) {
            client.getOutputStream().write(new byte[] {0x16, 3, 3, 0x3f, 0});
            while (true) {
                client.getOutputStream().write(0);
                client.getInputStream().read(new byte[1]);
                LockSupport.parkNanos(50_000_000);
            }
        } catch (IOException e) {
            // The client has given up.
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SSH-2.0-x\r\n",
                "HTTP/1.1 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n{}",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n{}",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\n\r\n<html>",
                "HTTP/1.1 200 OK\r\n\r\n[]",
                "HTTP/1.1 500 Broken\r\n\r\n{\"message\": \"no space left\"}",
            })
    void invalidAnswersAreErrors(String answer) {
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        try (StubEngine engine =
                StubEngine.start(FILES.caCertificate(), server.certificate(), server.key(), path -> bytes)) {
            assertThatThrownBy(() -> client(engine.port(), FILES).version()).isInstanceOf(EngineException.class);
        }
    }

    @Test
    void headerWithoutEndIsBounded() {
        byte[] endless = ("HTTP/1.1 200 " + "x".repeat(1 << 20)).getBytes(StandardCharsets.UTF_8);
        try (StubEngine engine =
                StubEngine.start(FILES.caCertificate(), server.certificate(), server.key(), path -> endless)) {
            assertThatThrownBy(() -> client(engine.port(), FILES).version()).isInstanceOf(EngineException.class);
        }
    }

    @Test
    void endpointsAreReadFromUrls() {
        assertThat(EngineEndpoint.parse("tcp://192.0.2.7:2376")).isEqualTo(new EngineEndpoint("192.0.2.7", 2376));
        assertThat(EngineEndpoint.parse("tcp://host.example")).isEqualTo(new EngineEndpoint("host.example", 2376));
        assertThat(EngineEndpoint.parse("tcp://[2001:db8::7]:2377")).isEqualTo(new EngineEndpoint("2001:db8::7", 2377));
        assertThat(EngineEndpoint.parse("tcp://[2001:db8::7]:2377")).hasToString("[2001:db8::7]:2377");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unix:///var/run/docker.sock", "192.0.2.7:2376", "tcp://", "tcp:// bad", "http://x:1"})
    void otherUrlsAreNotEndpoints(String url) {
        assertThatThrownBy(() -> EngineEndpoint.parse(url))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("\"" + url + "\"");
    }

    private static EngineClient client(int port, TlsFiles files) {
        return new EngineClient(new EngineEndpoint("127.0.0.1", port), files, PATIENCE);
    }

    private static TlsFiles otherCa(Path store) {
        TlsFiles files = TlsFiles.in(store);
        shared(files).ensure();
        return files;
    }

    private static CertifiedKey serverCertificate(TlsFiles files, List<String> hosts) {
        return shared(files).issue("m1", hosts, false).server();
    }

    private static SharedCertificates shared(TlsFiles files) {
        return shared(files, InstantSource.system());
    }

    private static SharedCertificates shared(TlsFiles files, InstantSource clock) {
        return SharedTestCertificates.of(files, KeyType.EC, clock);
    }
}
