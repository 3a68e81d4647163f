package io.onemachine.opennebula.error;

import org.jspecify.annotations.Nullable;

/** There is no answer, or none that means anything. */
public final class TransportException extends OpenNebulaException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final int httpStatus;

    /** A failure without an HTTP status. */
    public TransportException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.httpStatus = 0;
    }

    /** An HTTP status other than 200. */
    public TransportException(int httpStatus, String message) {
        super(message, null);
        this.kind = Kind.HTTP_STATUS;
        this.httpStatus = httpStatus;
    }

    /** What happened. */
    public Kind kind() {
        return kind;
    }

    /** The HTTP status; 0 when there was none. */
    public int httpStatus() {
        return httpStatus;
    }

    /**
     * Whether the call may have taken effect all the same. A lost answer is not a failed call: a virtual machine may have been made.
     */
    public boolean mayHaveTakenEffect() {
        return switch (kind) {
            case REFUSED, UNKNOWN_HOST, UNREACHABLE, TLS -> false;
            // A front end's 4xx comes before the call is run; a proxy's 5xx may come after.
            case HTTP_STATUS -> httpStatus >= 500;
            case TIMED_OUT, BROKEN, MALFORMED, TOO_BIG, INTERRUPTED -> true;
        };
    }

    /** The ways to get no answer. */
    public enum Kind {
        /** Nothing listens there. */
        REFUSED,
        /** The host's name means nothing. */
        UNKNOWN_HOST,
        /** No way to the host, or no connection within the time. */
        UNREACHABLE,
        /** The certificate or the handshake is not acceptable. */
        TLS,
        /** No whole answer within the time. */
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
