package io.onemachine.machine.error;

import java.io.Serial;

/** The name is not valid for a machine: it must be usable as a host name. */
public final class InvalidMachineNameException extends MachineException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Creates the error for a new machine; programs compare the text.
     *
     * @param name the name, as it was given
     */
    public InvalidMachineNameException(String name) {
        this("Error creating machine", name);
    }

    /**
     * Creates the error for another operation.
     *
     * @param operation what failed, the beginning of the message
     * @param name the name, as it was given
     */
    public InvalidMachineNameException(String operation, String name) {
        super(
                operation + ": Invalid hostname specified. Allowed hostname chars are: 0-9a-zA-Z . -",
                "The name given is \"" + name.replaceAll("\\p{Cntrl}", "?")
                        + "\". A name begins with a letter or a digit.",
                null);
    }
}
