package io.onemachine.opennebula.error;

/** Credentials or an endpoint that are missing or make no sense. Nobody has been asked yet. */
public final class CredentialsException extends OpenNebulaException {

    private static final long serialVersionUID = 1L;

    /** What is missing or wrong, and where; without the secret. */
    public CredentialsException(String message) {
        super(message, null);
    }
}
