package io.onemachine.opennebula.error;

/** Reports missing or invalid credentials or an invalid endpoint, before any call. */
public final class CredentialsException extends OpenNebulaException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception; the message says what is missing or wrong, and where, without the secret. */
    public CredentialsException(String message) {
        super(message, null);
    }
}
