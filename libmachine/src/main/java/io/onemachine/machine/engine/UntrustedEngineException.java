package io.onemachine.machine.engine;

import java.io.IOException;
import java.io.Serial;

/** The connection must not be used: the engine is not the expected one, or the certificates are not valid for it. */
final class UntrustedEngineException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** @param reason what is wrong and how to fix it, as the end of a sentence */
    UntrustedEngineException(String reason) {
        super(reason);
    }
}
