package io.onemachine.machine.ssh.login;

import io.onemachine.machine.ssh.SshKeyPair;
import io.onemachine.machine.ssh.SshKeyType;
import io.onemachine.machine.ssh.SshTarget;
import io.onemachine.machine.ssh.hostkey.HostKeyCheck;
import io.onemachine.machine.testing.ManualSleeper;
import io.onemachine.machine.testing.StubSshServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** An SSH server, a key that it accepts, and a monitor that records what is said. */
abstract class SshLoginFixture {
    static final SshLoginWaiter.WaitLimits FOR_A_BOOT =
            new SshLoginWaiter.WaitLimits(Duration.ofMinutes(5), Duration.ofMinutes(2), Duration.ZERO);
    static final Duration ONE_LOGIN = Duration.ofSeconds(10);
    static final String SCRIPT = "{\necho one; echo two >&2; echo three\nexit\n}\n";

    static SshKeyPair key;
    static StubSshServer server;

    final ManualSleeper sleeper = new ManualSleeper();
    final Watch watch = new Watch();

    static final class Watch implements HostMonitor {
        final List<String> said = new ArrayList<>();
        Optional<String> condition = Optional.empty();
        int questions;

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

    static SshTarget target(int port, String user, Path keyFile) {
        return new SshTarget("127.0.0.1", port, user, Optional.of(keyFile), new HostKeyCheck.Off());
    }
}
