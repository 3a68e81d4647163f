package io.onemachine.machine.error;

import java.io.Serial;

/** A driver option, or a combination of them, is wrong; nothing was made. */
public final class DriverOptionException extends MachineException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** @param reason which option is wrong and how, such as {@code --opennebula-cpu: "abc" is not a number} */
    public DriverOptionException(String reason) {
        super("Error setting machine configuration from flags provided: " + reason);
    }
}
