package io.onemachine.opennebula.xmlrpc;

import org.jspecify.annotations.Nullable;

/** Reports bytes that are not a valid message, and why. */
public final class MalformedMessageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Problem problem;

    MalformedMessageException(Problem problem, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    /** Returns the kind of problem. */
    public Problem problem() {
        return problem;
    }

    /** Kinds of problems. */
    public enum Problem {
        /** Not well-formed XML, or cut short. */
        NOT_XML,
        /** XML, but not a call or an answer: another document, a wrong type, a document type declaration. */
        NOT_XML_RPC,
        /** Beyond the limits the codec was given. */
        TOO_BIG
    }
}
