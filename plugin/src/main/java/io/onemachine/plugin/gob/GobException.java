package io.onemachine.plugin.gob;

import java.io.IOException;
import java.io.Serial;

/** The stream is not valid gob, or exceeds the reader's {@link GobLimits}; nothing more can be read from it. */
public final class GobException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    public GobException(String message) {
        super("gob: " + message);
    }
}
