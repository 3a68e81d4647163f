package io.onemachine.machine.error;

import java.io.Serial;

/** An option of a driver or of the engine, or a combination of them, is wrong; nothing was created. */
public final class DriverOptionException extends MachineException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String reason;

    /** @param reason which option is wrong and how, such as {@code ‹option opennebula-cpu›: "abc" is not a number} */
    public DriverOptionException(String reason) {
        super("Error setting machine configuration from flags provided: " + reason);
        this.reason = reason;
    }

    /** @param hint what the user can do about it, a whole sentence */
    public DriverOptionException(String reason, String hint) {
        super("Error setting machine configuration from flags provided: " + reason, hint, null);
        this.reason = reason;
    }

    /** Returns which option is wrong and how, without the prefix of the message. */
    public String reason() {
        return reason;
    }
}
