package io.onemachine.opennebula.xml;

import org.jspecify.annotations.Nullable;

/** A document that is not read, and why. */
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

    /** What is wrong with the document. */
    public Problem problem() {
        return problem;
    }

    /** The kinds of documents that are not read. */
    public enum Problem {
        /** Not well-formed XML, or cut short. */
        NOT_XML,
        /** Well-formed so far, but with a document type declaration: nobody who speaks to OpenNebula needs one. */
        DOCUMENT_TYPE,
        /** Well-formed so far, but not of the form asked for. */
        UNEXPECTED,
        /** Beyond one of the {@link XmlLimits}. */
        TOO_BIG
    }
}
