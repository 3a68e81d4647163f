package io.onemachine.opennebula.xmlrpc;

import org.jspecify.annotations.Nullable;

/** Bytes that are no call or answer, and why. */
public final class MalformedMessageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Problem problem;

    MalformedMessageException(Problem problem, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    /** What is wrong with the bytes. */
    public Problem problem() {
        return problem;
    }

    /** The kinds of bytes that are no message. */
    public enum Problem {
        /** Not well-formed XML, or cut short. */
        NOT_XML,
        /** XML, but not a call or an answer: another document, a wrong type, a document type declaration. */
        NOT_XML_RPC,
        /** Beyond the limits the codec was given. */
        TOO_BIG
    }
}
