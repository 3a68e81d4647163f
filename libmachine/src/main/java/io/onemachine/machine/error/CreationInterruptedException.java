package io.onemachine.machine.error;

import java.io.Serial;

/** The thread was interrupted during a creation. */
public final class CreationInterruptedException extends OperationInterruptedException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient CleanupResult cleanupResult;

    /** @param cleanupResult the result of the rollback */
    public CreationInterruptedException(OperationInterruptedException interruption, CleanupResult cleanupResult) {
        super(interruption, cleanupResult.text());
        this.cleanupResult = cleanupResult;
    }

    /** Returns the result of the rollback. */
    public CleanupResult cleanupResult() {
        return cleanupResult;
    }
}
