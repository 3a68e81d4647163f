package io.onemachine.machine.error;

import org.jspecify.annotations.Nullable;

/** A connection that stood broke while it was used; a new one may well be had. */
public final class SshConnectionLostException extends SshException {
    private static final long serialVersionUID = 1L;

    public SshConnectionLostException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
