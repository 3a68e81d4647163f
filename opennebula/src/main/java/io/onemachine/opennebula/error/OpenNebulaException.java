package io.onemachine.opennebula.error;

import org.jspecify.annotations.Nullable;

/** Anything that keeps a call from giving its result. Messages are fit for users and hold no secret. */
public abstract sealed class OpenNebulaException extends RuntimeException
        permits ApiException, TransportException, CredentialsException {

    private static final long serialVersionUID = 1L;

    OpenNebulaException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The message; never null. */
    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? getClass().getSimpleName() : message;
    }
}
