package io.onemachine.opennebula.template;

/** A text that is no template, and where that shows. */
public final class TemplateSyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    TemplateSyntaxException(String problem, int line, int column) {
        super(problem + " (line " + line + ", column " + column + ")");
        this.line = line;
        this.column = column;
    }

    /** Line of the first character that is wrong; the first line is 1. */
    public int line() {
        return line;
    }

    /** Column of the first character that is wrong; the first column is 1. */
    public int column() {
        return column;
    }
}
