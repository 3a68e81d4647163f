package io.onemachine.gotemplate.error;

/** A template cannot be parsed or executed; the message gives the position and the reason in Go's words. */
public final class TemplateException extends Exception {
    private static final long serialVersionUID = 1L;

    public TemplateException(String message) {
        super(message);
    }

    /** Returns the message, which is never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
