package io.onemachine.opennebula.xml;

import org.jspecify.annotations.Nullable;

/** Reports a document that is refused, and why. */
public final class XmlException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Problem problem;

    XmlException(Problem problem, String message) {
        this(problem, message, null);
    }

    XmlException(Problem problem, String message, @Nullable Throwable cause) {
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
        /** A document type declaration, which OpenNebula's protocol never needs. */
        DOCUMENT_TYPE,
        /** Well-formed so far, but not of the requested form. */
        UNEXPECTED,
        /** Beyond one of the {@link XmlLimits}. */
        TOO_BIG
    }
}
