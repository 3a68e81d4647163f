package io.onemachine.machine.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Nothing where hosts are is known for certain to be the machine's host: there is none, or several could be it, or the one that has its
 * id is another machine's. Not thrown for a host that is known to be gone.
 */
public final class HostUnknownException extends DriverException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** @param hint what the user can do, whole sentences */
    public HostUnknownException(String message, @Nullable String hint) {
        super(message, hint, null);
    }
}
