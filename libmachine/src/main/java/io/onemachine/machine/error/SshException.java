package io.onemachine.machine.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** An SSH connection, or a command over it, failed. */
public class SshException extends MachineException {
    @Serial
    private static final long serialVersionUID = 1L;

    public SshException(String message) {
        super(message);
    }

    public SshException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public SshException(String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }
}
