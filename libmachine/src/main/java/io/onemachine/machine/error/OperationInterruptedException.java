package io.onemachine.machine.error;

import java.io.Serial;

/** The thread was interrupted while it waited; the work done until then is saved. */
public sealed class OperationInterruptedException extends MachineException permits CreationInterruptedException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** @param what the activity that was interrupted, such as {@code waiting for SSH} */
    public OperationInterruptedException(String what) {
        super("Interrupted while " + what);
    }

    OperationInterruptedException(OperationInterruptedException interruption, String hint) {
        super(interruption.getMessage(), hint, interruption.getCause());
        addSuppressed(interruption);
    }
}
