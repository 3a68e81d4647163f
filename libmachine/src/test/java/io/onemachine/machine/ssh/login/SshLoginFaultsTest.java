package io.onemachine.machine.ssh.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.onemachine.machine.error.SshUnavailableException;
import io.onemachine.machine.error.SshUnavailableException.Reason;
import io.onemachine.machine.process.SystemCommandRunner;
import io.onemachine.machine.ssh.SshClient;
import io.onemachine.machine.ssh.SshClientTest.Way;
import io.onemachine.machine.ssh.SshKeyPair;
import io.onemachine.machine.ssh.SshKeyType;
import io.onemachine.machine.ssh.SshTarget;
import io.onemachine.machine.ssh.hostkey.HostKeyCheck;
import io.onemachine.machine.ssh.openssh.OpenSshClient;
import io.onemachine.machine.testing.StubSshServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hosts, keys and settings that reject logins, for both SSH clients. */
final class SshLoginFaultsTest extends SshLoginFixture {
    private static final SshLoginWaiter.WaitLimits NO_PATIENCE =
            new SshLoginWaiter.WaitLimits(Duration.ofSeconds(3), Duration.ZERO, Duration.ZERO);

    @ParameterizedTest
    @EnumSource(Way.class)
    void nothingListens(Way way) throws IOException {
        int port = StubSshServer.closedPort();
        assertThat(failure(way, port, "docker", key.privateKeyFile()))
                .hasMessage("SSH to docker@127.0.0.1:" + port + " did not come up within 3 s: connection refused")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED));
        assertThat(connectFailure(way, port))
                .hasMessage("Cannot reach SSH at docker@127.0.0.1:" + port + ": connection refused");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void anotherServiceAnswers(Way way) throws IOException {
        try (Listener web = new Listener("HTTP/1.1 400 Bad\u001bRequest\r\n\r\n")) {
            String words = "what answers there is not SSH, it sent \"HTTP/1.1 400 Bad?Request\"";
            assertThat(failure(way, web.port(), "docker", key.privateKeyFile()))
                    .hasMessageEndingWith("did not come up within 3 s: " + words)
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NOT_SSH));
            assertThat(connectFailure(way, web.port()))
                    .hasMessage("Cannot reach SSH at docker@127.0.0.1:" + web.port() + ": " + words);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void connectionIsClosedAtOnce(Way way) throws IOException {
        try (Listener shut = new Listener("")) {
            assertThat(failure(way, shut.port(), "docker", key.privateKeyFile()).reason())
                    .isEqualTo(Reason.CLOSED);
            assertThat(connectFailure(way, shut.port()))
                    .hasMessage("Cannot reach SSH at docker@127.0.0.1:" + shut.port()
                            + ": the connection was closed before the login");
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void connectionIsClosedAfterTheGreeting(Way way) throws IOException {
        try (Listener shut = new Listener("SSH-2.0-OpenSSH_9.9\r\n")) {
            assertThat(connectFailure(way, shut.port()).reason()).isEqualTo(Reason.CLOSED);
        }
    }

    /** Wherever the connection is cut before the login is complete, the words are the same, and the next try is a new one. */
    @ParameterizedTest
    @EnumSource(Way.class)
    void connectionIsCutDuringTheKeyExchange(Way way) throws IOException {
        try (CuttingRelay relay = new CuttingRelay(server.port())) {
            SshTarget target = target(relay.port(), "docker", key.privateKeyFile());
            int before = server.logins();
            for (int bytes = 30; ; bytes += way == Way.EXTERNAL ? 907 : 211) {
                relay.cut(1, bytes, bytes % 2 == 0);
                SshUnavailableException failed = connectFailure(way, relay.port());
                if (server.logins() > before) {
                    assertThat(bytes).as("cut only after the login").isGreaterThan(1000);
                    break;
                }
                assertThat(failed)
                        .as("cut after %d bytes", bytes)
                        .hasMessage("Cannot reach SSH at docker@127.0.0.1:" + relay.port()
                                + ": the connection was closed before the login");

                relay.cut(3, bytes, bytes % 2 == 1);
                try (SshClient ssh = way.open(target)) {
                    // One of the three goes to the probe of the port, which cannot distinguish a reset from a greeting.
                    assertThat(SshLoginWaiter.await(ssh, target, SCRIPT, FOR_A_BOOT, watch, sleeper))
                            .isEqualTo("one\nthree");
                }
                assertThat(relay.cutsLeft()).isZero();
                before = server.logins();
            }
        }
    }

    @Test
    void localFaultFailsAtOnce(@TempDir Path folder) throws IOException {
        int port = StubSshServer.closedPort();
        assertThat(failure(Way.EXTERNAL, port, "docker", folder.resolve("missing")))
                .hasMessage("SSH to docker@127.0.0.1:" + port + " does not work: SSH key does not exist: \""
                        + folder.resolve("missing") + "\"")
                .satisfies(e -> assertThat(e.hint().orElseThrow()).contains("nothing is wrong with the host: "));
        assertThat(failure(Way.NATIVE, port, "docker", folder.resolve("missing"))
                        .reason())
                .isEqualTo(Reason.KEY_UNUSABLE);

        SshKeyPair shared = SshKeyPair.createIn(folder, SshKeyType.ED25519);
        Files.setPosixFilePermissions(shared.privateKeyFile(), PosixFilePermissions.fromString("rw-r-----"));
        assertThat(failure(Way.EXTERNAL, port, "docker", shared.privateKeyFile()))
                .hasMessage("SSH to docker@127.0.0.1:" + port + " does not work: ssh does not use the private key "
                        + shared.privateKeyFile() + ", as others may read it too (rw-r-----)");
        assertThat(failure(Way.NATIVE, port, "docker", shared.privateKeyFile()).reason())
                .isEqualTo(Reason.REFUSED);

        Path config = Files.writeString(folder.resolve("config"), "Host x\n UseKeychain yes\n");
        SshTarget target = target(port, "docker", key.privateKeyFile());
        try (SshClient ssh = new OpenSshClient(target, new SystemCommandRunner(), Optional.of(config))) {
            assertThatThrownBy(() -> SshLoginWaiter.await(ssh, target, SCRIPT, FOR_A_BOOT, watch, sleeper))
                    .hasMessage("SSH to docker@127.0.0.1:" + port
                            + " does not work: the SSH client of this computer does not take its configuration: "
                            + config + ": line 2: Bad configuration option: usekeychain");
            assertThatThrownBy(() -> ssh.connect(ONE_LOGIN))
                    .hasMessageStartingWith("SSH does not work on this computer: the SSH client of this computer");
        }
        assertThat(sleeper.nanoTime()).isLessThan(FOR_A_BOOT.server().toNanos() / 10);
    }

    /** ssh complains about them at every login and continues: a shared configuration serves several builds of it. */
    @Test
    void unsupportedBuildOptionsAreNotAFault(@TempDir Path folder) throws IOException {
        Path config = Files.writeString(folder.resolve("config"), "CompressionLevel 6\n");
        SshTarget boots = target(StubSshServer.closedPort(), "docker", key.privateKeyFile());
        try (SshClient ssh = new OpenSshClient(boots, new SystemCommandRunner(), Optional.of(config))) {
            ssh.checkThisComputer();
            assertThat(catchThrowableOfType(SshUnavailableException.class, () -> ssh.connect(ONE_LOGIN))
                            .reason())
                    .isEqualTo(Reason.REFUSED);
        }
        SshTarget without = target(server.port(), "guest", key.privateKeyFile());
        try (SshClient ssh = new OpenSshClient(without, new SystemCommandRunner(), Optional.of(config))) {
            assertThat(catchThrowableOfType(SshUnavailableException.class, () -> ssh.connect(ONE_LOGIN))
                            .reason())
                    .isEqualTo(Reason.AUTHENTICATION);
        }

        Files.writeString(config, "CompressionLevel 6\nUseKeychain yes\n");
        try (SshClient ssh = new OpenSshClient(without, new SystemCommandRunner(), Optional.of(config))) {
            assertThatThrownBy(ssh::checkThisComputer)
                    .hasMessageEndingWith("line 2: Bad configuration option: usekeychain");
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void serverRejectsThisComputer(Way way) throws IOException {
        try (Listener angry = new Listener("Not allowed at this time\r\n")) {
            assertThat(connectFailure(way, angry.port()))
                    .hasMessageEndingWith(": the SSH server turns this computer away for a while")
                    .satisfies(e -> assertThat(e.hint().orElseThrow()).contains("PerSourcePenalties"));
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void serverHangs(Way way) throws IOException {
        try (ServerSocket hung = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            try (SshClient ssh = way.open(target(hung.getLocalPort(), "docker", key.privateKeyFile()))) {
                SshUnavailableException e =
                        catchThrowableOfType(SshUnavailableException.class, () -> ssh.connect(Duration.ofMillis(300)));
                assertThat(e.reason()).isIn(Reason.SILENT, Reason.TIMEOUT);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void hostNameIsUnknown(Way way) {
        try (SshClient ssh = way.open(
                new SshTarget("no-such-host.invalid", 22, "docker", Optional.empty(), new HostKeyCheck.Off()))) {
            assertThatThrownBy(() -> ssh.connect(ONE_LOGIN))
                    .hasMessage("Cannot reach SSH at docker@no-such-host.invalid:22: the host's name has no address");
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void wrongKeyAndWrongUser(Way way, @TempDir Path other) throws IOException {
        SshKeyPair stranger = SshKeyPair.createIn(other, SshKeyType.ECDSA);
        assertThat(failure(way, server.port(), "docker", stranger.privateKeyFile()))
                .hasMessageMatching("SSH login to docker@127.0.0.1:" + server.port()
                        + " was refused: Permission denied \\(.*publickey.*\\)")
                .satisfies(e -> assertThat(e.hint()).hasValue("Look into the image."))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.AUTHENTICATION));
        assertThat(failure(way, server.port(), "ada", key.privateKeyFile()).reason())
                .isEqualTo(Reason.AUTHENTICATION);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void keysThatCannotBeUsed(Way way, @TempDir Path folder) throws IOException {
        Path locked = folder.resolve("locked");
        Files.writeString(locked, """
                -----BEGIN RSA PRIVATE KEY-----
                Proc-Type: 4,ENCRYPTED
                DEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF

                AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
                -----END RSA PRIVATE KEY-----
                """);
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rw-------"));
        assertThat(failure(way, server.port(), "docker", locked))
                .hasMessageEndingWith(
                        "the key opens with a passphrase only, and no SSH agent got the user in: " + locked)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.KEY_LOCKED));
        assertThat(failure(way, server.port(), "docker", folder.resolve("missing")))
                .hasMessageEndingWith("SSH key does not exist: \"" + folder.resolve("missing") + "\"")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.KEY_UNUSABLE));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void shellOfTheUserEndsAtOnce(Way way) throws IOException {
        try (StubSshServer closed = new StubSshServer("docker", key.publicKey())) {
            closed.endShells();
            assertThat(failure(way, closed.port(), "docker", key.privateKeyFile()))
                    .hasMessage("SSH to docker@127.0.0.1:" + closed.port()
                            + " does not work: the login worked, but the user's shell ended at once")
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.SHELL_ENDED));
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void ipv6AddressesAreLikeOthers(Way way) throws IOException {
        try (StubSshServer six = new StubSshServer("::1", "docker", key.publicKey())) {
            SshTarget target = new SshTarget(
                    "::1", six.port(), "docker", Optional.of(key.privateKeyFile()), new HostKeyCheck.Off());
            try (SshClient ssh = way.open(target)) {
                assertThat(SshLoginWaiter.await(ssh, target, SCRIPT, NO_PATIENCE, watch, sleeper))
                        .isEqualTo("one\nthree");
                assertThat(ssh.run("echo six", ONE_LOGIN).output()).isEqualTo("six\n");
                assertThat(ssh.connect(SCRIPT, ONE_LOGIN).strip()).isEqualTo("one\nthree");
            }
        }
        assertThat(new SshTarget("::1", 22, "docker", Optional.empty(), new HostKeyCheck.Off()).login())
                .isEqualTo("docker@[::1]:22");
    }

    private SshUnavailableException failure(Way way, int port, String user, Path keyFile) {
        SshTarget target = target(port, user, keyFile);
        try (SshClient ssh = way.open(target)) {
            return catchThrowableOfType(
                    SshUnavailableException.class,
                    () -> SshLoginWaiter.await(ssh, target, SCRIPT, NO_PATIENCE, watch, sleeper));
        }
    }

    private static SshUnavailableException connectFailure(Way way, int port) {
        try (SshClient ssh = way.open(target(port, "docker", key.privateKeyFile()))) {
            return catchThrowableOfType(SshUnavailableException.class, () -> ssh.connect(ONE_LOGIN));
        }
    }
}
