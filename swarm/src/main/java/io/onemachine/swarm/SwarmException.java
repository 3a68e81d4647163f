package io.onemachine.swarm;

import io.onemachine.machine.error.MachineException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A swarm could not be changed or asked. */
public sealed class SwarmException extends MachineException permits SwarmCheckException {
    @Serial
    private static final long serialVersionUID = 1L;

    public SwarmException(String message) {
        super(message);
    }

    /** @param hint what the user can do, a whole sentence, or null */
    public SwarmException(String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }
}
