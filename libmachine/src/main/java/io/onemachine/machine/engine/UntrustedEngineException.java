package io.onemachine.machine.engine;

import java.io.IOException;
import java.io.Serial;

/** A connection that is not to be used: what answers is not the engine, or the certificates are not good for it. */
final class UntrustedEngineException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** @param reason what is wrong and what mends it, as the end of a sentence */
    UntrustedEngineException(String reason) {
        super(reason);
    }
}
