package io.onemachine.machine.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** SSH did not come up within its time, and why. */
public final class SshUnavailableException extends SshException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Why nobody could log in. */
    public enum Reason {
        /** No answer at all. */
        TIMEOUT,
        /** The host is there and nothing listens on the port. */
        REFUSED,
        /** The network does not reach the host. */
        NO_ROUTE,
        /** The name has no address. */
        UNKNOWN_HOST,
        /** Something takes the connection and says nothing. */
        SILENT,
        /** Something listens and it is no SSH server. */
        NOT_SSH,
        /** The connection was closed before the login was decided. */
        CLOSED,
        /** The server takes no connections from here for a while: too many logins failed. */
        TURNED_AWAY,
        /** Server and client have no algorithm in common. */
        NO_COMMON_ALGORITHM,
        /** The host's key is another than the one that is known. */
        HOST_KEY_CHANGED,
        /** The server does not accept the machine's user and key. */
        AUTHENTICATION,
        /** The server wants a password and takes no keys. */
        PASSWORD_WANTED,
        /** The login was refused, and the private key opens with a passphrase only. */
        KEY_LOCKED,
        /** The private key is missing, damaged, or readable for everybody. */
        KEY_UNUSABLE,
        /** The server takes the key, and the agent that has it did not sign with it. */
        AGENT_REFUSED,
        /** The SSH client of this computer does not take its own configuration. */
        CLIENT_SETUP,
        /** The login worked, and the user's shell ended before it ran anything. */
        SHELL_ENDED,
        /** Whoever made the host says that it does not run. */
        HOST_DOWN,
        /** Anything else, in the words of the SSH client. */
        OTHER
    }

    private final Reason reason;
    private final String words;

    /** @param words the reason in words that continue a sentence: {@code connection refused} */
    public SshUnavailableException(
            Reason reason, String message, @Nullable String hint, @Nullable Throwable cause, String words) {
        super(message, hint, cause);
        this.reason = reason;
        this.words = words;
    }

    /** Why nobody could log in. */
    public Reason reason() {
        return reason;
    }

    /** The reason in words that continue a sentence: {@code connection refused}. */
    public String words() {
        return words;
    }
}
