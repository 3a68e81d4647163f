package io.onemachine.machine.error;

import java.io.Serial;

/** The thread was interrupted when a machine was partly made. */
public final class CreationInterruptedException extends OperationInterruptedException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient CleanupResult cleanupResult;

    /** @param cleanupResult what has become of what was made until then */
    public CreationInterruptedException(OperationInterruptedException interruption, CleanupResult cleanupResult) {
        super(interruption, cleanupResult.text());
        this.cleanupResult = cleanupResult;
    }

    /** What has become of what was made. */
    public CleanupResult aftermath() {
        return cleanupResult;
    }
}
