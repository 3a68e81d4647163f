package io.onemachine.machine.host;

import io.onemachine.machine.error.DriverException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The cloud has no room for a host, or for a larger one: a quota refuses it, or no hypervisor or network has any left. What is asked for
 * next is likely to fail in the same way. May be the cause of another exception.
 */
public class CapacityException extends DriverException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** @param hint what the user can do, a whole sentence, or null */
    public CapacityException(String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }

    /** Returns whether a failure is one, or was caused by one. */
    public static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CapacityException) {
                return true;
            }
        }
        return false;
    }
}
