package io.onemachine.devcloud.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.onemachine.devcloud.hypervisor.Host;
import io.onemachine.devcloud.hypervisor.HostListener;
import io.onemachine.devcloud.hypervisor.HostNetwork;
import io.onemachine.devcloud.hypervisor.HostNic;
import io.onemachine.devcloud.hypervisor.HostSpec;
import io.onemachine.devcloud.hypervisor.HypervisorException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests simulated hosts over SSH. */
final class StubHostIT {

    private final TestPki pki = new TestPki();
    private final KeyPair key = pki.identity("login", "").keys();
    private final KeyPair strangersKey = pki.identity("stranger", "").keys();
    private final Map<String, String> context =
            Map.of("DOCKER_SSH_USER", "docker", "DOCKER_SSH_PUBLIC_KEY", line(key) + "\n");
    private Path folder;
    private StubRig rig;

    @BeforeEach
    void start(@TempDir Path directory) {
        folder = directory;
        rig = new StubRig(directory);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void aHostWithNothingButIpv6IsRefusedWithAWayOut() {
        HostNetwork ipv6 = new HostNetwork(2, "none6", "2001:db8::1", 64);
        HostSpec spec = new HostSpec(
                8,
                "six",
                "debian-docker",
                folder.resolve("vm8"),
                512,
                List.of(),
                List.of(new HostNic(ipv6, "2001:db8::a", "02:00:66:00:00:0a")),
                Map.of());

        assertThatThrownBy(() -> rig.hypervisor().boot(spec, new HostListener() {
                    @Override
                    public void ended() {}

                    @Override
                    public void ready() {}
                }))
                .isInstanceOf(HypervisorException.class)
                .hasMessageContaining("IPv4 addresses only")
                .hasMessageContaining("--hypervisor nspawn");
    }

    @Test
    void theKeyOfTheContextLogsInAndNoOther() throws IOException {
        rig.boot(7, "debian-docker", context);
        assertThat(rig.ssh(7, "docker", key, "whoami", "").out()).isEqualTo("docker\n");
        assertThatThrownBy(() -> rig.ssh(7, "docker", strangersKey, "whoami", ""))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> rig.ssh(7, "root", key, "whoami", "")).isInstanceOf(IOException.class);
    }

    @Test
    void aKeyThatTheStartScriptNamesLogsIn() throws IOException {
        String script = "#!/bin/sh\necho '" + line(key) + "' >> /home/u/.ssh/authorized_keys\n";
        rig.boot(
                7,
                "debian-docker",
                Map.of(
                        "START_SCRIPT_BASE64",
                        Base64.getEncoder().encodeToString(script.getBytes(StandardCharsets.UTF_8))));
        assertThat(rig.ssh(7, "u", key, "id -un", "").out()).isEqualTo("u\n");
    }

    @Test
    void eachHostIsItsOwn() throws IOException {
        rig.boot(7, "debian-docker", context);
        rig.boot(8, "boot2docker", context);
        rig.ssh(7, "docker", key, "echo seven > note", "");
        assertThat(rig.ssh(7, "docker", key, "cat note", "").out()).isEqualTo("seven\n");
        assertThat(rig.ssh(8, "docker", key, "cat note", "").exitCode()).isEqualTo(1);
        assertThat(rig.ssh(7, "docker", key, "cat /etc/os-release", "").out()).contains("ID=\"debian\"");
        assertThat(rig.ssh(8, "docker", key, "cat /etc/os-release", "").out()).contains("ID=\"boot2docker\"");
    }

    @Test
    void commandsAreJoinedAndFilesWritten() throws IOException {
        rig.boot(7, "debian-docker", context);
        assertThat(rig.ssh(7, "docker", key, "sudo tee /etc/x >/dev/null", "from stdin")
                        .out())
                .isEmpty();
        assertThat(rig.ssh(7, "docker", key, "cat /etc/x", "").out()).isEqualTo("from stdin");
        rig.ssh(7, "docker", key, "printf %s 'a b' | sudo tee /etc/y", "");
        assertThat(rig.ssh(7, "docker", key, "false && echo no; cat /etc/y || echo none", "")
                        .out())
                .isEqualTo("a b");
        assertThat(rig.ssh(7, "docker", key, "exit 3", "").exitCode()).isEqualTo(3);
        assertThat(rig.ssh(7, "docker", key, "cat /none", "").err()).contains("No such file");
        assertThat(rig.ssh(7, "docker", key, "frobnicate --all", "").exitCode()).isZero();
    }

    @Test
    void aCommandThatWaitsForItsInputSpeaksFirst() throws IOException {
        rig.boot(7, "debian-docker", context);
        assertThat(rig.ssh(7, "docker", key, "echo ready; exec cat >/dev/null", "ignored")
                        .out())
                .isEqualTo("ready\n");
        assertThat(rig.ssh(7, "docker", key, "cat >/dev/null", "ignored").exitCode())
                .isZero();
    }

    @Test
    void filesCanBeTransferred() throws IOException {
        Files.writeString(folder.resolve("secret"), "of this computer");
        rig.boot(7, "debian-docker", context);

        rig.sftp(7, "docker", key, files -> {
            try (OutputStream out = files.write("note")) {
                out.write("seven".getBytes(StandardCharsets.UTF_8));
            }
            files.mkdir("/kept");
            files.rename("/home/docker/note", "/kept/note");
            try (InputStream in = files.read("/kept/note")) {
                assertThat(in).hasContent("seven");
            }
            assertThatThrownBy(() -> files.stat("../../../../secret")).isInstanceOf(IOException.class);
        });

        assertThat(rig.ssh(7, "docker", key, "cat /kept/note", "").out()).isEqualTo("seven");
    }

    @Test
    void pathsOfAHostLeadNowhereElse() throws IOException {
        Files.writeString(folder.resolve("secret"), "of this computer");
        rig.boot(7, "debian-docker", context);
        assertThat(rig.ssh(7, "docker", key, "cat /../../../secret", "").exitCode())
                .isEqualTo(1);
        assertThat(rig.ssh(7, "docker", key, "cat /etc/passwd", "").exitCode()).isEqualTo(1);
        rig.ssh(7, "docker", key, "echo x > /../../escaped", "");
        assertThat(folder.resolve("escaped")).doesNotExist();
        assertThat(folder.resolve("hosts").resolve("escaped")).doesNotExist();
    }

    @Test
    void filesOutliveThePowerButNotTheDisk() throws IOException, InterruptedException {
        Host host = rig.boot(7, "debian-docker", context);
        rig.ssh(7, "docker", key, "echo kept > /var/note", "");
        host.kill();
        assertThatThrownBy(() -> rig.ssh(7, "docker", key, "true", "")).isInstanceOf(IOException.class);
        host = rig.boot(7, "debian-docker", context);
        assertThat(rig.ssh(7, "docker", key, "cat /var/note", "").out()).isEqualTo("kept\n");
        host.kill();
        rig.hypervisor().discard(folder.resolve("hosts").resolve("7"));
        rig.boot(7, "debian-docker", context);
        assertThat(rig.ssh(7, "docker", key, "cat /var/note", "").exitCode()).isEqualTo(1);
    }

    @Test
    void aGuestPowersItselfOff() throws IOException {
        AtomicInteger ends = new AtomicInteger();
        rig.boot(7, "debian-docker", context, ends);
        rig.ssh(7, "docker", key, "sudo poweroff", "");
        await().until(() -> ends.get() == 1);
    }

    @Test
    void dockerIsThereWhenItWasInstalled() throws IOException {
        rig.boot(7, "debian-plain", context);
        assertThat(rig.ssh(7, "docker", key, "command -v dockerd", "").exitCode())
                .isEqualTo(1);
        String install = """
                INSTALL_URL='http://example.org/'
                work=$(mktemp -d)
                sh "$work/install.sh" </dev/null
                dockerd=$(command -v dockerd) || exit 1
                printf 'path=%s\\n' "$dockerd"
                """;
        assertThat(rig.ssh(7, "docker", key, "sudo -n -- sh -s", install).out()).isEqualTo("path=/usr/bin/dockerd\n");
        assertThat(rig.ssh(7, "docker", key, "docker --version", "").out()).startsWith("Docker version 26.");
    }

    @Test
    void anInvalidEngineVersionIsRefused() {
        assertThatThrownBy(() -> rig.boot(7, "debian-docker", Map.of("ONEMACHINE_STUB_ENGINE", "new")))
                .isInstanceOf(HypervisorException.class)
                .hasMessageContaining("29.0.0/1.44");
    }

    @Test
    void aThousandHostsShareAFewThreads() throws IOException {
        int before = Thread.activeCount();
        for (int number = 2; number < 1002; number++) {
            rig.boot(number, "debian-docker", context);
        }
        assertThat(rig.ssh(2, "docker", key, "whoami", "").out()).isEqualTo("docker\n");
        assertThat(rig.ssh(1001, "docker", key, "whoami", "").out()).isEqualTo("docker\n");
        assertThat(Thread.activeCount() - before).isLessThan(30);
    }

    private static String line(KeyPair keys) {
        return PublicKeyEntry.toString(keys.getPublic());
    }
}
