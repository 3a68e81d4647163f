package io.onemachine.machine.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The cloud refused the host and created nothing, for a reason that a check beforehand could have found. The machine is removed from the
 * store, and the creation ends as after a failed check.
 */
public final class CreationRefusedException extends DriverException {
    @Serial
    private static final long serialVersionUID = 1L;

    public CreationRefusedException(String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }
}
