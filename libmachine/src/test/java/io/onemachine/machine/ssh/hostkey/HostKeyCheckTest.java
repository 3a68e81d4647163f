package io.onemachine.machine.ssh.hostkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.onemachine.machine.error.SshException;
import io.onemachine.machine.error.SshUnavailableException;
import io.onemachine.machine.error.SshUnavailableException.Reason;
import io.onemachine.machine.ssh.SshClient;
import io.onemachine.machine.ssh.SshClientTest;
import io.onemachine.machine.ssh.SshKeyPair;
import io.onemachine.machine.ssh.SshKeyType;
import io.onemachine.machine.ssh.SshTarget;
import io.onemachine.machine.testing.StubSshServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which key a host may show, for both SSH clients. */
class HostKeyCheckTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final SshKeyPair.Generated RSA = SshKeyPair.generate(SshKeyType.RSA);
    private static final SshKeyPair.Generated ED25519 = SshKeyPair.generate(SshKeyType.ED25519);
    private static final SshKeyPair.Generated ECDSA = SshKeyPair.generate(SshKeyType.ECDSA);

    private static SshKeyPair login;
    private static StubSshServer server;

    @TempDir
    Path folder = Path.of("");

    @BeforeAll
    static void startServer(@TempDir Path temporary) throws IOException {
        login = SshKeyPair.createIn(temporary, SshKeyType.ED25519);
        server = new StubSshServer("docker", login.publicKey());
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @AfterEach
    void noProgramWritesThePinnedKeys() throws IOException {
        try (var files = Files.list(folder)) {
            assertThat(files.map(Path::getFileName).map(Path::toString)).isSubsetOf("known_hosts");
        }
    }

    @ParameterizedTest
    @EnumSource(SshClientTest.Way.class)
    void firstKeyIsPinnedAndOthersAreRejected(SshClientTest.Way way) throws IOException {
        server.showing(ED25519);
        connect(way, new HostKeyCheck.FirstUse(known()));
        assertThat(known().file()).hasContent("* " + ED25519.publicKey());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(known().file())))
                .isEqualTo("rw-------");
        connect(way, new HostKeyCheck.FirstUse(known()));

        int logins = server.logins();
        for (SshKeyPair.Generated other : List.of(SshKeyPair.generate(SshKeyType.ED25519), RSA, ECDSA)) {
            server.showing(other);
            SshUnavailableException refusal = catchThrowableOfType(
                    SshUnavailableException.class, () -> connect(way, new HostKeyCheck.FirstUse(known())));
            assertThat(refusal.reason()).isEqualTo(Reason.HOST_KEY_CHANGED);
            assertThat(refusal)
                    .hasMessage("Cannot reach SSH at docker@127.0.0.1:" + server.port()
                            + ": the host's key is not the one that is known: it shows "
                            + other.hostKey().fingerprint() + ", known is "
                            + ED25519.hostKey().fingerprint());
            assertThat(refusal.hint().orElseThrow()).contains("remove " + known().file());
        }
        assertThat(server.logins()).isEqualTo(logins);
        assertThat(known().file()).hasContent("* " + ED25519.publicKey());
    }

    @ParameterizedTest
    @EnumSource(SshClientTest.Way.class)
    void hostMayHaveKeysOfOtherTypesToo(SshClientTest.Way way) throws IOException {
        server.showing(ED25519, ECDSA, RSA);
        for (SshKeyPair.Generated key : List.of(ED25519, ECDSA, RSA)) {
            known().put(key.hostKey());
            connect(way, new HostKeyCheck.Pinned(known()));
        }
    }

    @ParameterizedTest
    @EnumSource(SshClientTest.Way.class)
    void missingPinnedKeyFailsBeforeAnyConnection(SshClientTest.Way way) {
        int logins = server.logins();
        assertThatThrownBy(() -> connect(way, new HostKeyCheck.Pinned(known())))
                .isInstanceOf(SshException.class)
                .hasMessageContaining(known().file() + " is missing");
        assertThat(server.logins()).isEqualTo(logins);
        assertThat(known().file()).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(SshClientTest.Way.class)
    void keyPinnedByAFasterProcessCounts(SshClientTest.Way way) throws IOException {
        server.showing(ED25519);
        // The client reads the file before it connects; the file is written during the login.
        KnownHosts late = new KnownHosts(known().file());
        SshTarget target = server.target("docker", login.privateKeyFile()).checkedBy(new HostKeyCheck.FirstUse(late));
        server.onLogin(() -> known().put(ECDSA.hostKey()));
        try (SshClient ssh = way.open(target)) {
            assertThatThrownBy(() -> ssh.connect(PATIENCE))
                    .hasMessageEndingWith("it shows " + ED25519.hostKey().fingerprint() + ", known is "
                            + ECDSA.hostKey().fingerprint());
        } finally {
            server.onLogin(() -> {});
        }
        assertThat(known().file()).hasContent("* " + ECDSA.publicKey());
    }

    @Test
    void oneOfManyConcurrentKeysIsPinned() throws Exception {
        List<SshKeyPair.Generated> keys = List.of(ED25519, ECDSA, RSA);
        for (int round = 0; round < 20; round++) {
            Files.deleteIfExists(known().file());
            List<Callable<List<HostKey>>> all = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                HostKey key = keys.get(i % 3).hostKey();
                all.add(() -> known().learn(key));
            }
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<List<HostKey>> learned = new ArrayList<>();
                for (Future<List<HostKey>> future : threads.invokeAll(all)) {
                    learned.add(future.get());
                }
                assertThat(learned).containsOnly(known().keys());
                assertThat(known().keys()).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n# nothing\n",
                "* ssh-ed25519",
                "* ssh-ed25519 AAAA",
                "* ssh-ed25519 ????",
                "* ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHGkQ4BnBBJTsqMfsN17",
                "* ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIHGkQ4BnBBJTsqMfsN17nMkl+t6cFFFdzyYzQ4b6/7vV",
                "* ssh-ed25519 /////3NzaC1lZDI1NTE5AAAAIHGkQ4BnBBJTsqMfsN17nMkl+t6cFFFdzyYzQ4b6/7vV",
                "192.0.2.7 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHGkQ4BnBBJTsqMfsN17nMkl+t6cFFFdzyYzQ4b6/7vV",
                "@cert-authority * ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHGkQ4BnBBJTsqMfsN17nMkl+t6cFFFdzyYzQ4b6/7vV",
                "\0\0\0\0"
            })
    void unreadableFileDoesNotDisableTheCheck(String content) throws IOException {
        Files.writeString(known().file(), content);
        for (SshClientTest.Way way : SshClientTest.Way.values()) {
            assertThatThrownBy(() -> connect(way, new HostKeyCheck.FirstUse(known())))
                    .isInstanceOf(SshException.class)
                    .hasMessageContaining(known().file() + " cannot be used: ");
        }
        assertThat(known().file()).hasContent(content);
    }

    @Test
    void keysAreReadAsOpenSshWritesThem() throws IOException {
        Files.writeString(
                known().file(),
                "# mine\r\n\n  * " + ED25519.publicKey() + " root@host in the corner\r\n*\t" + RSA.publicKey() + "\n");
        assertThat(known().keys()).containsExactly(ED25519.hostKey(), RSA.hostKey());
    }

    private void connect(SshClientTest.Way way, HostKeyCheck check) {
        try (SshClient ssh =
                way.open(server.target("docker", login.privateKeyFile()).checkedBy(check))) {
            ssh.connect(PATIENCE);
        }
    }

    private KnownHosts known() {
        return KnownHosts.in(folder);
    }
}
