package io.onemachine.machine.error;

import java.io.Serial;

/** The name is not valid for a machine: it must be usable as a host name. */
public final class InvalidMachineNameException extends MachineException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** @param name the name, as it was given */
    public InvalidMachineNameException(String name) {
        super(
                "Error creating machine: Invalid hostname specified. Allowed hostname chars are: 0-9a-zA-Z . -",
                "The name given is \"" + name.replaceAll("\\p{Cntrl}", "?")
                        + "\". A name begins with a letter or a digit.",
                null);
    }
}
