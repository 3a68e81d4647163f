package io.onemachine.cli.command.client;

import java.io.Serial;

/** A value cannot be expressed in the format of a configuration file. */
final class UnwritableException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    UnwritableException(String message) {
        super(message);
    }

    /** Returns the message, which is never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
