package io.onemachine.devcloud.daemon;

import org.jspecify.annotations.Nullable;

/** Reports that the cloud cannot be started; the message says why and what to do. */
public final class StartException extends Exception {

    private static final long serialVersionUID = 1L;

    public StartException(String message) {
        super(message);
    }

    public StartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
