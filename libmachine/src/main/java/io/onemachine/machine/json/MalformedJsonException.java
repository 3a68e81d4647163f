package io.onemachine.machine.json;

import java.io.Serial;

/** A text is not the JSON that was expected. */
public final class MalformedJsonException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    MalformedJsonException(String message) {
        super(message);
    }

    MalformedJsonException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Returns the reason; never null. */
    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? "not valid JSON" : message;
    }
}
