package io.onemachine.machine.error;

import java.io.Serial;

/** The machine is in the wrong state for the operation, such as starting a running machine. */
public final class MachineStateException extends MachineException {
    @Serial
    private static final long serialVersionUID = 1L;

    public MachineStateException(String message) {
        super(message);
    }
}
