package io.onemachine.machine.ssh.login;

import java.time.Duration;

/**
 * What a server of OpenSSH from 9.8 on holds against a computer that connects in vain, as sshd_config(5) says of {@code
 * PerSourcePenalties}: each time costs so many seconds, which pass, and whoever owes fifteen is not let in before all of them
 * have passed.
 */
final class LoginPenalties {
    /** Going away without having tried to log in. */
    static final Duration WITHOUT_LOGIN = Duration.ofSeconds(1);

    /** A login that was refused. */
    static final Duration REFUSED_LOGIN = Duration.ofSeconds(5);

    /** One second less than what the server bears. */
    private static final long MOST = Duration.ofSeconds(14).toNanos();

    private long owed;
    private long since;

    /** @param now in nanoseconds of the same clock each time */
    void add(long now, Duration penalty) {
        owed = owed(now) + penalty.toNanos();
        since = now;
    }

    /** Returns how long to wait until a login can be tried that may be refused. */
    Duration untilNextLogin(long now) {
        return Duration.ofNanos(Math.max(0, owed(now) + REFUSED_LOGIN.toNanos() - MOST));
    }

    private long owed(long now) {
        return Math.max(0, owed - (now - since));
    }
}
