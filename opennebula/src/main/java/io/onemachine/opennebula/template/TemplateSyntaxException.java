package io.onemachine.opennebula.template;

/** Reports a text that is not a template, with the place of the error. */
public final class TemplateSyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    TemplateSyntaxException(String problem, int line, int column) {
        super(problem + " (line " + line + ", column " + column + ")");
        this.line = line;
        this.column = column;
    }

    /** Returns the line of the first wrong character; the first line is 1. */
    public int line() {
        return line;
    }

    /** Returns the column of the first wrong character; the first column is 1. */
    public int column() {
        return column;
    }
}
