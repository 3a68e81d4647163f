package io.onemachine.machine.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A program on this computer could not be run. */
public class LocalCommandException extends MachineException {
    @Serial
    private static final long serialVersionUID = 1L;

    public LocalCommandException(String message) {
        super(message);
    }

    public LocalCommandException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public LocalCommandException(String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }
}
