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
import io.onemachine.machine.ssh.SshResult;
import io.onemachine.machine.ssh.SshTarget;
import io.onemachine.machine.ssh.hostkey.HostKeyCheck;
import io.onemachine.machine.ssh.openssh.OpenSshClient;
import io.onemachine.machine.testing.ManualSleeper;
import io.onemachine.machine.testing.StubSshServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Waiting for hosts that reject logins, for both SSH clients; time passes only in the test. */
class SshLoginWaiterTest {
    private static final SshLoginWaiter.WaitLimits NO_PATIENCE =
            new SshLoginWaiter.WaitLimits(Duration.ofSeconds(3), Duration.ZERO, Duration.ZERO);
    private static final SshLoginWaiter.WaitLimits FOR_A_BOOT =
            new SshLoginWaiter.WaitLimits(Duration.ofMinutes(5), Duration.ofMinutes(2), Duration.ZERO);
    private static final Duration ONE_LOGIN = Duration.ofSeconds(10);
    private static final String SCRIPT = "{\necho one; echo two >&2; echo three\nexit\n}\n";

    private static SshKeyPair key;
    private static StubSshServer server;

    private final ManualSleeper sleeper = new ManualSleeper();
    private final Watch watch = new Watch();

    private static final class Watch implements HostMonitor {
        private final List<String> said = new ArrayList<>();
        private Optional<String> condition = Optional.empty();
        private int questions;

        @Override
        public Optional<String> condition() {
            questions++;
            return condition;
        }

        @Override
        public Optional<String> loginAdvice() {
            return Optional.of("Look into the image.");
        }

        @Override
        public void say(String line) {
            said.add(line);
        }
    }

    @BeforeAll
    static void startServer(@TempDir Path temporary) throws IOException {
        key = SshKeyPair.createIn(temporary, SshKeyType.ED25519);
        server = new StubSshServer("docker", key.publicKey());
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

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

    @ParameterizedTest
    @CsvSource({"0,' s: '", "1,' s: '", "4,' s: '", "40,' s, then '"})
    void refusedLoginsStayBelowTheLimitOfOpenssh(int otherKeys, String story) {
        IntFunction<Reason> reasons = attempt -> attempt < otherKeys ? Reason.HOST_KEY_CHANGED : Reason.AUTHENTICATION;
        Client client = new Client(attempt -> Optional.of(reasons.apply(attempt)));
        SshLoginWaiter.WaitLimits waitLimits =
                new SshLoginWaiter.WaitLimits(Duration.ofMinutes(5), Duration.ofMinutes(2), Duration.ofMinutes(2));

        assertThatThrownBy(() -> SshLoginWaiter.await(client, here(), SCRIPT, waitLimits, watch, sleeper))
                .hasMessageStartingWith("SSH login to docker@127.0.0.1:" + server.port() + " was refused for 12")
                .hasMessageEndingWith(story + "permission denied");

        // sshd_config(5): a connection without a login counts one second, a failed login five; from 15 on all are
        // rejected.
        double penalty = 1;
        Duration last = Duration.ZERO;
        for (int i = 0; i < client.attempts.size(); i++) {
            Duration attempt = client.attempts.get(i);
            penalty = Math.max(0, penalty - attempt.minus(last).toMillis() / 1000.0);
            penalty += reasons.apply(i) == Reason.AUTHENTICATION ? 5 : 1;
            assertThat(penalty).as("penalty after %s", attempt).isLessThan(15);
            last = attempt;
        }
        assertThat(client.attempts).hasSizeBetween(15, 30 + otherKeys);
        assertThat(watch.said)
                .first()
                .asString()
                .isEqualTo("Still waiting for SSH to docker@127.0.0.1:" + server.port() + ": permission denied");
        assertThat(watch.said).hasSizeBetween(2, 3);
    }

    @Test
    void userThatAppearsLateIsAccepted() {
        Client client = new Client(attempt -> attempt < 3 ? Optional.of(Reason.AUTHENTICATION) : Optional.empty());
        SshLoginWaiter.await(client, here(), SCRIPT, FOR_A_BOOT, watch, sleeper);

        assertThat(client.attempts).hasSize(4);
        assertThat(watch.said).isEmpty();
    }

    @Test
    void hostThatAnswersAtOnceIsNotQueriedOrReported() {
        Client client = new Client(attempt -> Optional.empty());
        SshLoginWaiter.await(client, here(), SCRIPT, FOR_A_BOOT, watch, sleeper);

        assertThat(client.attempts).containsExactly(Duration.ZERO);
        assertThat(watch.questions).isZero();
        assertThat(watch.said).isEmpty();
        assertThat(sleeper.pauses()).isEmpty();
    }

    @Test
    void hostBehindABastionIsNotProbed() throws IOException {
        Client client = new Client(attempt -> attempt < 2 ? Optional.of(Reason.CLOSED) : Optional.empty());
        client.direct = false;
        SshTarget target = target(StubSshServer.closedPort(), "docker", key.privateKeyFile());
        SshLoginWaiter.await(client, target, SCRIPT, FOR_A_BOOT, watch, sleeper);

        assertThat(client.attempts).hasSize(3);
    }

    @Test
    void permanentFaultsFailAtOnce() {
        for (Reason reason : List.of(
                Reason.NO_COMMON_ALGORITHM,
                Reason.HOST_KEY_CHANGED,
                Reason.KEY_UNUSABLE,
                Reason.AGENT_REFUSED,
                Reason.CLIENT_SETUP)) {
            Client client = new Client(attempt -> Optional.of(reason));
            assertThatThrownBy(() -> SshLoginWaiter.await(client, here(), SCRIPT, FOR_A_BOOT, watch, sleeper))
                    .hasMessageContaining(" does not work: ");
            assertThat(client.attempts).hasSize(1);
        }
    }

    @Test
    void keyThatIsStillBeingInstalledIsWaitedFor() {
        SshLoginWaiter.WaitLimits waitLimits =
                new SshLoginWaiter.WaitLimits(Duration.ofMinutes(5), Duration.ofMinutes(2), ONE_LOGIN);
        Client slow = new Client(attempt -> attempt < 3 ? Optional.of(Reason.HOST_KEY_CHANGED) : Optional.empty());
        SshLoginWaiter.await(slow, here(), SCRIPT, waitLimits, watch, sleeper);
        assertThat(slow.attempts).hasSize(4);
        assertThat(slow.attempts.getLast()).isLessThan(Duration.ofSeconds(1));

        Client never = new Client(attempt -> Optional.of(Reason.HOST_KEY_CHANGED));
        assertThatThrownBy(() -> SshLoginWaiter.await(never, here(), SCRIPT, waitLimits, watch, sleeper))
                .isInstanceOfSatisfying(SshUnavailableException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.HOST_KEY_CHANGED);
                    assertThat(e.hint().orElseThrow())
                            .startsWith("Look into the image. ‹option ssh-host-key=tofu› accepts");
                })
                .hasMessageMatching("SSH to .* does not work for 1\\d s: .*");
    }

    @Test
    void hostThatGoesDownEndsTheWaiting() throws IOException {
        int port = StubSshServer.closedPort();
        watch.condition = Optional.of("VM 7 is in state POWEROFF");
        SshTarget target = target(port, "docker", key.privateKeyFile());

        assertThatThrownBy(() -> SshLoginWaiter.await(
                        new Client(attempt -> Optional.empty()), target, SCRIPT, FOR_A_BOOT, watch, sleeper))
                .isInstanceOfSatisfying(
                        SshUnavailableException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.HOST_DOWN))
                .hasMessage("SSH to docker@127.0.0.1:" + port
                        + " does not come up, VM 7 is in state POWEROFF (after 4 s: connection refused)");
        assertThat(watch.questions).isEqualTo(2);
    }

    @Test
    void waitingForASlowHostIsReported() throws IOException {
        int port = StubSshServer.closedPort();
        SshTarget target = target(port, "docker", key.privateKeyFile());

        assertThatThrownBy(() -> SshLoginWaiter.await(
                        new Client(attempt -> Optional.empty()), target, SCRIPT, FOR_A_BOOT, watch, sleeper))
                .hasMessageEndingWith("did not come up within 300 s: connection refused");
        assertThat(watch.said)
                .hasSizeBetween(4, 6)
                .containsOnly("Still waiting for SSH to docker@127.0.0.1:" + port + ": connection refused");
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

    private static SshTarget here() {
        return target(server.port(), "docker", key.privateKeyFile());
    }

    private static SshTarget target(int port, String user, Path keyFile) {
        return new SshTarget("127.0.0.1", port, user, Optional.of(keyFile), new HostKeyCheck.Off());
    }

    /** Sends the same to every client and hangs up. */
    private static final class Listener implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

        private Listener(String greeting) throws IOException {
            Thread.startVirtualThread(() -> answerEveryone(greeting));
        }

        private void answerEveryone(String greeting) {
            try {
                while (true) {
                    try (Socket connection = socket.accept()) {
                        connection.getOutputStream().write(greeting.getBytes(StandardCharsets.UTF_8));
                    }
                }
            } catch (IOException e) {
                // The test is over.
            }
        }

        private int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** Forwards everything except connections that are to be cut. */
    private static final class CuttingRelay implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final int server;
        private int cuts;
        private int bytes;
        private boolean reset;

        private CuttingRelay(int server) throws IOException {
            this.server = server;
            Thread.startVirtualThread(this::relayEveryone);
        }

        /**
         * Cuts the next connections.
         *
         * @param after how many bytes of the server
         * @param byReset not as one that is closed, but as a host does that knows of no connection
         */
        private synchronized void cut(int count, int after, boolean byReset) {
            cuts = count;
            bytes = after;
            reset = byReset;
        }

        private synchronized int cutsLeft() {
            return cuts;
        }

        private synchronized int nextLength() {
            return cuts > 0 && cuts-- > 0 ? bytes : Integer.MAX_VALUE;
        }

        private synchronized boolean byReset() {
            return reset;
        }

        private void relayEveryone() {
            try {
                while (true) {
                    Socket connection = socket.accept();
                    int length = nextLength();
                    Thread.startVirtualThread(() -> relay(connection, length));
                }
            } catch (IOException e) {
                // The test is over.
            }
        }

        private void relay(Socket client, int length) {
            try (client;
                    Socket host = new Socket(InetAddress.getLoopbackAddress(), server)) {
                Thread.startVirtualThread(() -> passOn(client, host));
                byte[] buffer = new byte[4096];
                int left = length;
                while (left > 0) {
                    int count = host.getInputStream().read(buffer, 0, Math.min(left, buffer.length));
                    if (count < 0) {
                        return;
                    }
                    client.getOutputStream().write(buffer, 0, count);
                    left -= count;
                }
                if (byReset()) {
                    client.setSoLinger(true, 0);
                }
            } catch (IOException e) {
                // One side has hung up.
            }
        }

        private static void passOn(Socket client, Socket host) {
            try {
                client.getInputStream().transferTo(host.getOutputStream());
                host.shutdownOutput();
            } catch (IOException e) {
                // As above.
            }
        }

        private int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** Answers logins as the test says, and records when they were tried. */
    private final class Client implements SshClient {
        private final IntFunction<Optional<Reason>> answers;
        private final List<Duration> attempts = new ArrayList<>();
        private boolean direct = true;

        private Client(IntFunction<Optional<Reason>> answers) {
            this.answers = answers;
        }

        @Override
        public String connect(String script, Duration timeout) {
            int attempt = attempts.size();
            attempts.add(Duration.ofNanos(sleeper.nanoTime()));
            answers.apply(attempt).ifPresent(reason -> {
                throw new SshUnavailableException(reason, "not let in", null, null, "permission denied");
            });
            return "let in, " + script;
        }

        @Override
        public SshResult run(String command, Duration timeout) {
            throw new AssertionError(command);
        }

        @Override
        public SshResult run(String command, String input, Duration timeout) {
            throw new AssertionError(command);
        }

        @Override
        public int attach(List<String> arguments) {
            throw new AssertionError(arguments);
        }

        @Override
        public boolean isDirect() {
            return direct;
        }

        @Override
        public void close() {}
    }
}
