package io.onemachine.machine.error;

import org.jspecify.annotations.Nullable;

/** An established connection broke; a new one may succeed. */
public final class SshConnectionLostException extends SshException {
    private static final long serialVersionUID = 1L;

    public SshConnectionLostException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
