package io.onemachine.opennebula.error;

import org.jspecify.annotations.Nullable;

/** Reports that a call has no result. Messages are fit for users and contain no secret. */
public abstract sealed class OpenNebulaException extends RuntimeException
        permits ApiException, TransportException, CredentialsException {

    private static final long serialVersionUID = 1L;

    OpenNebulaException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Returns the message; never null. */
    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? getClass().getSimpleName() : message;
    }
}
