package io.onemachine.machine.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.onemachine.machine.error.SshException;
import io.onemachine.machine.error.SshUnavailableException;
import io.onemachine.machine.error.SshUnavailableException.Reason;
import io.onemachine.machine.process.Command;
import io.onemachine.machine.process.CommandResult;
import io.onemachine.machine.process.CommandRunner;
import io.onemachine.machine.process.RunningCommand;
import io.onemachine.machine.process.SystemCommandRunner;
import io.onemachine.machine.ssh.builtin.BuiltInSshClient;
import io.onemachine.machine.ssh.builtin.StandardStreams;
import io.onemachine.machine.ssh.builtin.UserTerminal;
import io.onemachine.machine.ssh.hostkey.HostKeyCheck;
import io.onemachine.machine.ssh.hostkey.KnownHosts;
import io.onemachine.machine.ssh.openssh.OpenSshClient;
import io.onemachine.machine.testing.StubSshServer;
import io.onemachine.machine.time.Sleeper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both SSH clients against a server in this process; the OpenSSH client needs the {@code ssh} program. */
public class SshClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final RememberingCommandRunner COMMANDS = new RememberingCommandRunner();

    private static Path folder;
    private static SshKeyPair key;
    private static StubSshServer server;

    private static final UserTerminal NO_TERMINAL = new UserTerminal() {
        @Override
        public boolean isPresent() {
            return false;
        }

        @Override
        public String type() {
            return "";
        }

        @Override
        public RawMode raw(Consumer<Size> resized) {
            throw new AssertionError("there is no terminal");
        }
    };

    public enum Way {
        EXTERNAL {
            @Override
            public SshClient open(SshTarget target) {
                return new OpenSshClient(target, COMMANDS);
            }
        },
        NATIVE {
            @Override
            public SshClient open(SshTarget target) {
                return new BuiltInSshClient(target, StandardStreams.ofProcess(), NO_TERMINAL, Sleeper.system());
            }
        };

        public abstract SshClient open(SshTarget target);
    }

    @BeforeAll
    static void startServer(@TempDir Path temporary) throws IOException {
        folder = temporary;
        key = SshKeyPair.createIn(temporary, SshKeyType.RSA);
        server = new StubSshServer("docker", key.publicKey());
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void commandsShareOneLoginAndReturnTheirExitCodes(Way way) {
        int loginsBefore = server.logins();
        try (SshClient ssh = way.open(target())) {
            assertThat(ssh.run("echo out; echo err >&2; exit 7", PATIENCE))
                    .isEqualTo(new SshResult(7, "out\n", "err\n"));
            assertThat(ssh.run("printf 'ä\\n'", PATIENCE)).isEqualTo(new SshResult(0, "ä\n", ""));
            assertThat(ssh.run("exit 255", PATIENCE).exitCode()).isEqualTo(255);
        }
        assertThat(server.logins() - loginsBefore).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void inputReachesTheCommandCompletely(Way way) {
        String script = "echo 'a \"b\" $c' | tr a x\n# " + "y".repeat(200_000) + "\necho end\n";
        try (SshClient ssh = way.open(target())) {
            assertThat(ssh.run("sh -s", script, PATIENCE)).isEqualTo(new SshResult(0, "x \"b\" $c\nend\n", ""));
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void closingLeavesNothingOfAConnection(Way way) {
        SshClient ssh = way.open(target());
        ssh.connect(PATIENCE);
        assertThat(controlSockets()).hasSize(way == Way.EXTERNAL ? 1 : 0);
        ssh.close();

        await().atMost(PATIENCE).until(() -> server.openSessions() == 0);
        assertThat(controlSockets()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void wrongKeyAndUnreachableServerAreDistinguished(Way way, @TempDir Path other) throws IOException {
        SshKeyPair stranger = SshKeyPair.createIn(other, SshKeyType.RSA);
        try (SshClient ssh = way.open(server.target("docker", stranger.privateKeyFile()))) {
            assertThatThrownBy(() -> ssh.connect(PATIENCE))
                    .isInstanceOfSatisfying(
                            SshUnavailableException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.AUTHENTICATION))
                    .hasMessageContaining("SSH login to docker@127.0.0.1:" + server.port() + " was refused");
        }
        SshTarget away = new SshTarget(
                "127.0.0.1", StubSshServer.closedPort(), "docker", Optional.of(keyFile()), new HostKeyCheck.Off());
        try (SshClient ssh = way.open(away)) {
            assertThatThrownBy(() -> ssh.connect(PATIENCE))
                    .isInstanceOfSatisfying(
                            SshUnavailableException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED));
        }
        assertThat(controlSockets()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void lostConnectionIsAnErrorAndTheNextCommandReconnects(Way way) {
        try (SshClient ssh = way.open(target())) {
            ssh.connect(PATIENCE);
            Thread dropper = Thread.startVirtualThread(() -> {
                await().atMost(PATIENCE).until(() -> server.commands().contains("sleep 1000"));
                server.dropConnections();
            });
            assertThat(dropper).isNotNull();
            assertThatThrownBy(() -> {
                        SshResult result = ssh.run("sleep 1000", PATIENCE);
                        if (!result.succeeded()) {
                            throw new SshException("exit code " + result.exitCode());
                        }
                    })
                    .isInstanceOf(SshException.class);
            await().atMost(PATIENCE)
                    .until(() -> ssh.run("echo again", PATIENCE).output().equals("again\n"));
        }
    }

    /** OpenSSH, in every version, interprets some of these characters, or cannot escape them. */
    @ParameterizedTest
    @EnumSource(Way.class)
    void keyAndKnownHostsAreFoundAtAnyPath(Way way, @TempDir Path temporary) throws IOException {
        for (String name :
                List.of("feature%2Fx %h %%", "a\"b", "${HOME} $x", "#'\\\\ \\\" ~,=", "line\nfeed", "ä 日本")) {
            Path odd = Files.createDirectories(temporary.resolve(name));
            Path copy = Files.copy(keyFile(), odd.resolve("key %d\""), StandardCopyOption.COPY_ATTRIBUTES);
            KnownHosts known = KnownHosts.in(odd);
            SshTarget target = server.target("docker", copy).checkedBy(new HostKeyCheck.FirstUse(known));
            for (int login = 0; login < 2; login++) {
                try (SshClient ssh = way.open(target)) {
                    ssh.checkThisComputer();
                    assertThat(ssh.run("echo in", PATIENCE).output()).as(name).isEqualTo("in\n");
                }
                assertThat(known.keys()).hasSize(1);
            }
            Files.writeString(copy, "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n");
            try (SshClient ssh = way.open(target)) {
                assertThatThrownBy(() -> ssh.connect(PATIENCE)).hasMessageContaining(copy.toString());
            }
        }
    }

    @Test
    void builtInClientAttachesACommandToTheGivenStreams() {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        StandardStreams streams = new StandardStreams(
                new ByteArrayInputStream("typed\n".getBytes(StandardCharsets.UTF_8)), output, errors);
        try (SshClient ssh = new BuiltInSshClient(target(), streams, NO_TERMINAL, Sleeper.system())) {
            assertThat(ssh.attach(List.of("cat;", "echo", "oops", ">&2;", "exit", "3")))
                    .isEqualTo(3);
        }
        assertThat(output.toString(StandardCharsets.UTF_8)).isEqualTo("typed\n");
        assertThat(errors.toString(StandardCharsets.UTF_8)).isEqualTo("oops\n");
    }

    @Test
    void keyFilesHaveTheFormatOfTheGoProgram() throws IOException {
        assertThat(Files.readString(keyFile()))
                .startsWith("-----BEGIN RSA PRIVATE KEY-----\n")
                .endsWith("-----END RSA PRIVATE KEY-----\n");
        assertThat(Files.readString(keyFile()).lines().mapToInt(String::length).max())
                .hasValue(64);
        assertThat(Files.readString(folder.resolve("id_rsa.pub"))).isEqualTo(key.publicKey() + "\n");
        assertThat(key.publicKey()).matches("ssh-rsa [A-Za-z0-9+/=]{372}");
    }

    private static SshTarget target() {
        return server.target("docker", keyFile());
    }

    private static Path keyFile() {
        return key.privateKeyFile();
    }

    /** The control sockets of programs run by this test that still exist. */
    private static List<Path> controlSockets() {
        return COMMANDS.controlPaths.stream().filter(Files::exists).toList();
    }

    /** Runs programs and records their control sockets: other programs on this computer do not count. */
    private static final class RememberingCommandRunner implements CommandRunner {
        private static final String CONTROL_PATH = "ControlPath=";

        private final CommandRunner programs = new SystemCommandRunner();
        private final Set<Path> controlPaths = ConcurrentHashMap.newKeySet();

        @Override
        public CommandResult run(Command command) {
            return programs.run(remembered(command.argv(), command));
        }

        @Override
        public int runAttached(List<String> argv, Map<String, String> environment) {
            return programs.runAttached(remembered(argv, argv), environment);
        }

        @Override
        public RunningCommand start(List<String> argv, Map<String, String> environment, String input) {
            return programs.start(remembered(argv, argv), environment, input);
        }

        private <T> T remembered(List<String> argv, T passed) {
            argv.stream()
                    .filter(argument -> argument.startsWith(CONTROL_PATH))
                    .map(argument -> Path.of(argument.substring(CONTROL_PATH.length())))
                    .forEach(controlPaths::add);
            return passed;
        }
    }
}
