package io.onemachine.machine.context;

import io.onemachine.machine.error.MachineException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A docker context could not be read, written or removed. */
public class ContextException extends MachineException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** @param hint what the user can do, a whole sentence, or null */
    public ContextException(String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }
}
