package io.onemachine.swarm;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A check before a change of a swarm failed and nothing was changed; the command line ends with exit code 3. */
public final class SwarmCheckException extends SwarmException {
    @Serial
    private static final long serialVersionUID = 1L;

    public SwarmCheckException(String message) {
        super(message);
    }

    /** @param hint what the user can do, a whole sentence */
    public SwarmCheckException(String message, @Nullable String hint) {
        super(message, hint, null);
    }
}
