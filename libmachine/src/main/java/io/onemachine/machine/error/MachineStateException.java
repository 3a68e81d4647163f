package io.onemachine.machine.error;

import java.io.Serial;

/** A machine is in the wrong state for what was asked, such as starting one that runs. */
public final class MachineStateException extends MachineException {
    @Serial
    private static final long serialVersionUID = 1L;

    public MachineStateException(String message) {
        super(message);
    }
}
