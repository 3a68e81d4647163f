package io.onemachine.machine.error;

import java.io.Serial;

/** Another command is changing the machine and did not finish within the waiting time. */
public class MachineBusyException extends MachineException {
    @Serial
    private static final long serialVersionUID = 1L;

    public MachineBusyException(String message, String hint) {
        super(message, hint, null);
    }
}
