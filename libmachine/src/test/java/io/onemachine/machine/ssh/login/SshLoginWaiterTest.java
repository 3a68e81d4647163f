package io.onemachine.machine.ssh.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.error.SshUnavailableException;
import io.onemachine.machine.error.SshUnavailableException.Reason;
import io.onemachine.machine.ssh.SshClient;
import io.onemachine.machine.ssh.SshResult;
import io.onemachine.machine.ssh.SshTarget;
import io.onemachine.machine.testing.StubSshServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wait for a login that succeeds later or never; time passes only in the test. */
final class SshLoginWaiterTest extends SshLoginFixture {
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

    private static SshTarget here() {
        return target(server.port(), "docker", key.privateKeyFile());
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
