package io.onemachine.machine.engine;

import io.onemachine.machine.error.EngineException;
import java.io.Serial;

/** The Docker engine answered, with an HTTP status that says that it did not do what was asked. */
public final class EngineRefusedException extends EngineException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String engineMessage;

    /**
     * @param endpoint host and port of the engine
     * @param engineMessage what it said about the reason; empty when it said nothing
     */
    public EngineRefusedException(String endpoint, int status, String engineMessage) {
        super("The Docker engine at " + endpoint + " answered with HTTP status " + status
                + (engineMessage.isEmpty() ? "" : ": " + engineMessage));
        this.status = status;
        this.engineMessage = engineMessage;
    }

    /** Returns the HTTP status, such as 503. */
    public int status() {
        return status;
    }

    /** Returns what the engine said about the reason; empty when it said nothing. */
    public String engineMessage() {
        return engineMessage;
    }
}
