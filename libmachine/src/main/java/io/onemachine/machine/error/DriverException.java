package io.onemachine.machine.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A driver failed: the cloud refused, a VM failed, an answer was not valid. */
public class DriverException extends MachineException {
    @Serial
    private static final long serialVersionUID = 1L;

    public DriverException(String message) {
        super(message);
    }

    public DriverException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public DriverException(String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }
}
