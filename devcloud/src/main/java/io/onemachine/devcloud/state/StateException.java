package io.onemachine.devcloud.state;

/** Reports that the state could not be read or written; the message names the file and what is wrong with it. */
public final class StateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StateException(String message, Throwable cause) {
        super(message, cause);
    }
}
