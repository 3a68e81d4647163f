package io.onemachine.machine.error;

import java.io.Serial;

/** The name cannot be a machine's: it has to be usable as a host name. */
public final class InvalidMachineNameException extends MachineException {
    @Serial
    private static final long serialVersionUID = 1L;

    public InvalidMachineNameException() {
        super("Error creating machine: Invalid hostname specified. Allowed hostname chars are: 0-9a-zA-Z . -");
    }
}
