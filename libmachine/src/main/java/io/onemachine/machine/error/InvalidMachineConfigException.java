package io.onemachine.machine.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A machine is in the store but its configuration cannot be used. */
public class InvalidMachineConfigException extends StoreException {
    @Serial
    private static final long serialVersionUID = 1L;

    public InvalidMachineConfigException(String message) {
        super(message);
    }

    public InvalidMachineConfigException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public InvalidMachineConfigException(String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }
}
