package io.onemachine.machine.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A program on this computer could not be run. */
public class CommandException extends MachineException {
    @Serial
    private static final long serialVersionUID = 1L;

    public CommandException(String message) {
        super(message);
    }

    public CommandException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public CommandException(String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }
}
