package io.onemachine.machine.error;

import java.io.Serial;

/** The thread was interrupted while it waited; what had been done until then is saved. */
public final class OperationInterruptedException extends MachineException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** @param what what was being waited for, such as {@code waiting for SSH} */
    public OperationInterruptedException(String what) {
        super("Interrupted while " + what);
    }
}
