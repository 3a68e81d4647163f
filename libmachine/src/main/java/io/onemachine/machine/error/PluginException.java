package io.onemachine.machine.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A driver's plugin program cannot be used: it does not start, sends invalid answers, hangs or has died. */
public final class PluginException extends DriverException {
    @Serial
    private static final long serialVersionUID = 1L;

    public PluginException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public PluginException(String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }
}
