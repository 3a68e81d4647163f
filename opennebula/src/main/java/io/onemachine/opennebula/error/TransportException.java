package io.onemachine.opennebula.error;

import org.jspecify.annotations.Nullable;

/** Reports a missing or unusable answer. */
public final class TransportException extends OpenNebulaException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final int httpStatus;

    /** Creates a failure without an HTTP status. */
    public TransportException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.httpStatus = 0;
    }

    /** Creates a failure with an HTTP status other than 200. */
    public TransportException(int httpStatus, String message) {
        super(message, null);
        this.kind = Kind.HTTP_STATUS;
        this.httpStatus = httpStatus;
    }

    /** Returns the kind of failure. */
    public Kind kind() {
        return kind;
    }

    /** Returns the HTTP status; 0 when there was none. */
    public int httpStatus() {
        return httpStatus;
    }

    /**
     * Returns whether the call may have taken effect. After a lost answer, a VM may have been created.
     */
    public boolean mayHaveTakenEffect() {
        return switch (kind) {
            case REFUSED, UNKNOWN_HOST, UNREACHABLE, TLS -> false;
            // A front end's 4xx precedes the call's execution; a proxy's 5xx may follow it.
            case HTTP_STATUS -> httpStatus >= 500;
            case TIMED_OUT, BROKEN, MALFORMED, TOO_BIG, INTERRUPTED -> true;
        };
    }

    /** Kinds of failures. */
    public enum Kind {
        /** Nothing listens there. */
        REFUSED,
        /** The host name cannot be resolved. */
        UNKNOWN_HOST,
        /** No route to the host, or no connection in time. */
        UNREACHABLE,
        /** The certificate or the handshake is not acceptable. */
        TLS,
        /** No complete answer in time. */
        TIMED_OUT,
        /** An HTTP status other than 200. */
        HTTP_STATUS,
        /** The connection broke. */
        BROKEN,
        /** An answer that is not OpenNebula's. */
        MALFORMED,
        /** An answer beyond the limit. */
        TOO_BIG,
        /** The waiting thread was interrupted; its interrupt flag is set again. */
        INTERRUPTED
    }
}
