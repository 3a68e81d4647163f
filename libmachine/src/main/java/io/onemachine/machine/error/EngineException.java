package io.onemachine.machine.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The Docker engine did not answer, or answered with an error. */
public class EngineException extends MachineException {
    @Serial
    private static final long serialVersionUID = 1L;

    public EngineException(String message) {
        super(message);
    }

    public EngineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public EngineException(String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }
}
