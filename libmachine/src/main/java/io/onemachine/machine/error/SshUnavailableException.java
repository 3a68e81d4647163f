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
        /** Something listens and it is no SSH server. */
        NOT_SSH,
        /** The server does not accept the machine's user and key. */
        AUTHENTICATION
    }

    private final Reason reason;

    public SshUnavailableException(Reason reason, String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
        this.reason = reason;
    }

    /** Why nobody could log in. */
    public Reason reason() {
        return reason;
    }
}
