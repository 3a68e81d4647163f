package io.onemachine.machine.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The machine's host cannot be identified with certainty: there is none, several could be it, or the one with its id is another
 * machine's. Not thrown for a host that is known to be gone.
 */
public final class HostUnknownException extends DriverException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** @param hint what the user can do, whole sentences */
    public HostUnknownException(String message, @Nullable String hint) {
        super(message, hint, null);
    }
}
