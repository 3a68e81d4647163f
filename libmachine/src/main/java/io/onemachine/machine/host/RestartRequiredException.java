package io.onemachine.machine.host;

import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.reference.Reference;
import java.io.Serial;

/** A running host cannot be changed; when it is off, it can. */
public final class RestartRequiredException extends MachineException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** @param cause the cloud's refusal */
    public RestartRequiredException(String message, Throwable cause) {
        super(
                message,
                "With " + Reference.option("restart") + " the machine is stopped, resized and started again.",
                cause);
    }
}
