package io.onemachine.machine.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** SSH was not available within the waiting time. */
public final class SshUnavailableException extends SshException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Why the login failed. */
    public enum Reason {
        /** No answer at all. */
        TIMEOUT,
        /** The host answers, but nothing listens on the port. */
        REFUSED,
        /** The network does not reach the host. */
        NO_ROUTE,
        /** The name has no address. */
        UNKNOWN_HOST,
        /** The connection is accepted, but no data follows. */
        SILENT,
        /** Something other than an SSH server listens. */
        NOT_SSH,
        /** The connection was closed before the login was decided. */
        CLOSED,
        /** The server rejects connections from here for a while, after too many failed logins. */
        TURNED_AWAY,
        /** Server and client have no algorithm in common. */
        NO_COMMON_ALGORITHM,
        /** The host shows another key than the pinned one. */
        HOST_KEY_CHANGED,
        /** The server does not accept the machine's user and key. */
        AUTHENTICATION,
        /** The server requires a password and accepts no keys. */
        PASSWORD_WANTED,
        /** The login was refused, and the private key needs a passphrase. */
        KEY_LOCKED,
        /** The private key is missing, damaged, or readable by others. */
        KEY_UNUSABLE,
        /** The server accepts the key, but the agent that holds it did not sign. */
        AGENT_REFUSED,
        /** This computer's SSH client rejects its own configuration. */
        CLIENT_SETUP,
        /** The login worked, but the user's shell ended before it ran a command. */
        SHELL_ENDED,
        /** The driver reports that the host does not run. */
        HOST_DOWN,
        /** Anything else, in the words of the SSH client. */
        OTHER
    }

    private final Reason reason;
    private final String words;

    /** @param words the reason as the continuation of a sentence: {@code connection refused} */
    public SshUnavailableException(
            Reason reason, String message, @Nullable String hint, @Nullable Throwable cause, String words) {
        super(message, hint, cause);
        this.reason = reason;
        this.words = words;
    }

    /** Returns why the login failed. */
    public Reason reason() {
        return reason;
    }

    /** Returns the reason as the continuation of a sentence: {@code connection refused}. */
    public String words() {
        return words;
    }
}
