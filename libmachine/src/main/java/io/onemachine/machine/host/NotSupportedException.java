package io.onemachine.machine.host;

import io.onemachine.machine.error.MachineException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The driver, or the cloud, does not have the ability that was asked for. */
public final class NotSupportedException extends MachineException {
    @Serial
    private static final long serialVersionUID = 1L;

    public NotSupportedException(String message) {
        super(message);
    }

    /** @param hint what the user can do, a whole sentence, or null */
    public NotSupportedException(String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }
}
