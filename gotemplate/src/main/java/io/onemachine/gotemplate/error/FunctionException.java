package io.onemachine.gotemplate.error;

/** A function that was called with arguments it cannot take; the message is the reason alone. */
public final class FunctionException extends Exception {
    private static final long serialVersionUID = 1L;

    public FunctionException(String message) {
        super(message);
    }

    /** The message; never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
