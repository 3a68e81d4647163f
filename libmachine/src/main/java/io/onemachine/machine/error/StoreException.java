package io.onemachine.machine.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The store could not be read or written. */
public class StoreException extends MachineException {
    @Serial
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public StoreException(String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }
}
