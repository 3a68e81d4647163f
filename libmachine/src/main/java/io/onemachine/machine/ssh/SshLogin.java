package io.onemachine.machine.ssh;

import io.onemachine.machine.error.SshUnavailableException;
import io.onemachine.machine.error.SshUnavailableException.Reason;
import io.onemachine.machine.time.Polling;
import io.onemachine.machine.time.Sleeper;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits for the first login. While a host boots there is no server, then a server that does not know the user yet, then
 * one that lets us in: the port is asked often, a login is tried only when there is a server.
 */
public final class SshLogin {
    private static final Duration ONE_LOGIN = Duration.ofSeconds(20);
    /** How long a user and key may take to appear after the server has. */
    private static final Duration REFUSED_LIMIT = Duration.ofMinutes(2);

    private SshLogin() {}

    /**
     * Waits until the client is connected.
     *
     * @param limit how long to wait for the server
     * @throws SshUnavailableException saying why it did not work
     */
    public static void await(SshClient client, SshTarget target, Duration limit, Sleeper sleeper) {
        SshProbe.await(target.host(), target.port(), Polling.upTo(limit, sleeper));
        Attempts attempts = new Attempts(client, target);
        Polling polling = new Polling(sleeper, Duration.ofMillis(100), Duration.ofSeconds(2), REFUSED_LIMIT);
        if (polling.until("logging in to " + target.endpoint(), attempts::next).isEmpty()) {
            throw attempts.last;
        }
    }

    /** Remembers why the last login failed. */
    private static final class Attempts {
        private final SshClient client;
        private SshUnavailableException last;

        private Attempts(SshClient client, SshTarget target) {
            this.client = client;
            this.last =
                    new SshUnavailableException(Reason.TIMEOUT, "Nobody logged in to " + target.endpoint(), null, null);
        }

        private Optional<SshClient> next() {
            try {
                client.connect(ONE_LOGIN);
                return Optional.of(client);
            } catch (SshUnavailableException e) {
                last = e;
                return Optional.empty();
            }
        }
    }
}
