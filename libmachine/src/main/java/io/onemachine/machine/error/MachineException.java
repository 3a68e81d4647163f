package io.onemachine.machine.error;

import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An operation on a machine failed.
 *
 * <p>The message can be shown to users: it says what failed, where, and why, and never holds a secret. The hint, if there is one, says
 * what to do about it.
 */
public class MachineException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final @Nullable String hint;

    public MachineException(String message) {
        this(message, null, null);
    }

    public MachineException(String message, @Nullable Throwable cause) {
        this(message, null, cause);
    }

    /** @param hint what the user can do, a whole sentence, or null */
    public MachineException(String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    /** Returns what the user can do about it, a whole sentence. */
    public final Optional<String> hint() {
        return Optional.ofNullable(hint);
    }

    /** Returns the message; never null. */
    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? getClass().getSimpleName() : message;
    }
}
