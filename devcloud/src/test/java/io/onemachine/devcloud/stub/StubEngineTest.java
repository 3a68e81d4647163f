package io.onemachine.devcloud.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.devcloud.hypervisor.Host;
import io.onemachine.devcloud.stub.TestPki.Identity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the engine of a simulated host, provisioned over SSH and called over TLS. */
final class StubEngineTest {

    private final TestPki pki = new TestPki();
    private final Identity me = pki.identity("me", "");
    private StubRig rig;

    @BeforeEach
    void start(@TempDir Path directory) {
        rig = new StubRig(directory);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void theEngineAnswersClientsOfItsAuthorityOnly() throws Exception {
        boot(Map.of());
        assertThatThrownBy(() -> get("/_ping", me)).isInstanceOf(IOException.class);
        setUp();
        assertThat(get("/_ping", me))
                .startsWith("HTTP/1.1 200 OK")
                .contains("Api-Version: 1.45")
                .endsWith("OK");
        assertThat(get("/version", me)).contains("\"Version\":\"26.1.5\"", "\"MinAPIVersion\":\"1.24\"");
        assertThat(get("/v1.41/info", me)).contains("\"Name\":\"web\"");
        assertThat(get("/nothing", me)).startsWith("HTTP/1.1 404");
        assertThatThrownBy(() -> get("/_ping", new TestPki().identity("stranger", "")))
                .isInstanceOf(IOException.class);
        assertThat(rig.ssh(7, "docker", me.keys(), "systemctl is-active docker", "")
                        .out())
                .isEqualTo("active\n");
    }

    @Test
    void aNewEngineRefusesOldClients() throws Exception {
        boot(Map.of("ONEMACHINE_STUB_ENGINE", "29.0.0/1.44"));
        setUp();
        assertThat(get("/version", me))
                .contains("\"Version\":\"29.0.0\"", "\"ApiVersion\":\"1.52\"", "\"MinAPIVersion\":\"1.44\"");
        assertThat(get("/v1.24/version", me))
                .startsWith("HTTP/1.1 400")
                .contains("client version 1.24 is too old. Minimum supported API version is 1.44");
        assertThat(get("/v1.99/version", me))
                .contains("client version 1.99 is too new. Maximum supported API version is 1.52");
        assertThat(get("/v1.44/version", me)).startsWith("HTTP/1.1 200");
    }

    @Test
    void theEngineStopsAndComesBackWithItsHost() throws Exception {
        Host host = boot(Map.of());
        setUp();
        rig.ssh(7, "docker", me.keys(), "sudo systemctl stop docker", "");
        assertThatThrownBy(() -> get("/_ping", me)).isInstanceOf(IOException.class);
        rig.ssh(7, "docker", me.keys(), "sudo systemctl restart docker", "");
        assertThat(get("/_ping", me)).startsWith("HTTP/1.1 200");
        host.suspend();
        assertThatThrownBy(() -> get("/_ping", me)).isInstanceOf(IOException.class);
        host.resume();
        assertThat(get("/_ping", me)).startsWith("HTTP/1.1 200");
        host.reset();
        assertThat(get("/_ping", me)).startsWith("HTTP/1.1 200");
        host.kill();
        assertThatThrownBy(() -> get("/_ping", me)).isInstanceOf(IOException.class);
    }

    @Test
    void anEngineWithGivenCertificatesAnswersFromTheFirstBootOn(@TempDir Path given) throws Exception {
        Identity server = pki.identity("server", rig.address(7));
        Files.writeString(given.resolve("ca.pem"), TestPki.pem(pki.ca()));
        Files.writeString(given.resolve("server.pem"), TestPki.pem(server.certificate()));
        Files.writeString(
                given.resolve("server-key.pem"), TestPki.pem(server.keys().getPrivate()));
        boot(Map.of(StubHost.CERTIFICATES_ATTRIBUTE, given.toString()));

        assertThat(get("/_ping", me)).startsWith("HTTP/1.1 200 OK");
    }

    @Test
    void aFolderWithoutCertificatesMeansNoEngine(@TempDir Path empty) {
        boot(Map.of(StubHost.CERTIFICATES_ATTRIBUTE, empty.toString()));

        assertThatThrownBy(() -> get("/_ping", me)).isInstanceOf(IOException.class);
    }

    private Host boot(Map<String, String> more) {
        Map<String, String> context = new HashMap<>(more);
        context.put("DOCKER_SSH_PUBLIC_KEY", PublicKeyEntry.toString(me.keys().getPublic()));
        return rig.boot(7, "debian-docker", context);
    }

    /** Installs certificates and starts the engine, as provisioning does: values before a script on standard input. */
    private void setUp() throws IOException {
        Identity server = pki.identity("server", rig.address(7));
        String script = "{\nCA='" + TestPki.pem(pki.ca()) + "'\nSERVER_CERT='" + TestPki.pem(server.certificate())
                + "'\nSERVER_KEY='" + TestPki.pem(server.keys().getPrivate()) + "'\nMACHINE_NAME='web'\nset -eu\n"
                + "put() { # MODE FILE CONTENT\n    printf '%s' \"$3\" >\"$2\"\n}\n"
                + "printf '%s\\n' \"$MACHINE_NAME\" >/etc/hostname\n"
                + "put 0644 /etc/docker/ca.pem \"$CA\"\nput 0644 /etc/docker/server.pem \"$SERVER_CERT\"\n"
                + "put 0600 /etc/docker/server-key.pem \"$SERVER_KEY\"\n"
                + "systemctl stop docker.service docker.socket >/dev/null 2>&1 || true\nsystemctl start docker.service\nexit\n}\n";
        assertThat(rig.ssh(7, "docker", me.keys(), "sudo -n -- sh -s", script))
                .isEqualTo(new StubRig.Output(0, "", ""));
    }

    private String get(String path, Identity client) throws IOException, GeneralSecurityException {
        try (SSLSocket socket =
                (SSLSocket) context(client).getSocketFactory().createSocket(rig.address(7), rig.enginePort())) {
            socket.setSoTimeout(30_000);
            String request = "GET " + path + " HTTP/1.1\r\nHost: docker\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private SSLContext context(Identity client) throws IOException, GeneralSecurityException {
        KeyStore own = store();
        own.setKeyEntry("me", client.keys().getPrivate(), new char[0], new Certificate[] {client.certificate()});
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(own, new char[0]);
        KeyStore trusted = store();
        trusted.setCertificateEntry("ca", pki.ca());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore store() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
