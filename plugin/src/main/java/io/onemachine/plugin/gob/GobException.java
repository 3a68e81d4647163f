package io.onemachine.plugin.gob;

import java.io.IOException;
import java.io.Serial;

/** A stream is not gob, or more than the reader's {@link GobLimits} allow; nothing more can be read from it. */
public final class GobException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    public GobException(String message) {
        super("gob: " + message);
    }
}
