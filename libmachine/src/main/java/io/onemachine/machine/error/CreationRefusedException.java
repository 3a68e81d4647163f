package io.onemachine.machine.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Whoever was asked for the host said no, and made nothing: what a check beforehand would have found had it been able to see it. So the
 * machine is dropped and the creation ends as after such a check.
 */
public final class CreationRefusedException extends DriverException {
    @Serial
    private static final long serialVersionUID = 1L;

    public CreationRefusedException(String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }
}
