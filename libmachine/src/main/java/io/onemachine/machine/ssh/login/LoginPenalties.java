package io.onemachine.machine.ssh.login;

import java.time.Duration;

/**
 * The penalties of an OpenSSH server from 9.8 on for a computer's failed connections, see {@code PerSourcePenalties} in
 * sshd_config(5): each failure adds some seconds, which expire, and a computer with fifteen or more is rejected until all have
 * expired.
 */
final class LoginPenalties {
    /** The penalty for leaving without a login attempt. */
    static final Duration WITHOUT_LOGIN = Duration.ofSeconds(1);

    /** The penalty for a refused login. */
    static final Duration REFUSED_LOGIN = Duration.ofSeconds(5);

    /** One second less than the server's limit. */
    private static final long MOST = Duration.ofSeconds(14).toNanos();

    private long owed;
    private long since;

    /** @param now in nanoseconds, always of the same clock */
    void add(long now, Duration penalty) {
        owed = owed(now) + penalty.toNanos();
        since = now;
    }

    /** Returns how long to wait before a login that may be refused. */
    Duration untilNextLogin(long now) {
        return Duration.ofNanos(Math.max(0, owed(now) + REFUSED_LOGIN.toNanos() - MOST));
    }

    private long owed(long now) {
        return Math.max(0, owed - (now - since));
    }
}
