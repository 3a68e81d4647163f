package io.onemachine.machine.error;

import java.io.Serial;

/** The thread was interrupted when a machine was partly made. */
public final class CreationInterruptedException extends OperationInterruptedException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Aftermath aftermath;

    /** @param aftermath what has become of what was made until then */
    public CreationInterruptedException(OperationInterruptedException interruption, Aftermath aftermath) {
        super(interruption, aftermath.text());
        this.aftermath = aftermath;
    }

    /** What has become of what was made. */
    public Aftermath aftermath() {
        return aftermath;
    }
}
