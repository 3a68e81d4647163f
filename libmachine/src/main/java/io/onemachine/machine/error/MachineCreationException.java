package io.onemachine.machine.error;

import java.io.Serial;

/** The creation began and failed; the machine is in the store so that it can be looked at and removed. */
public final class MachineCreationException extends MachineException {
    @Serial
    private static final long serialVersionUID = 1L;

    public MachineCreationException(MachineException cause) {
        super("Error creating machine: " + cause.getMessage(), cause.hint().orElse(null), cause);
    }
}
