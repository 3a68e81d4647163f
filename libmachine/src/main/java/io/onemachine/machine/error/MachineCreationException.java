package io.onemachine.machine.error;

import java.io.Serial;

/** The creation began and failed. */
public final class MachineCreationException extends MachineException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String step;
    private final transient CleanupResult cleanupResult;

    /**
     * @param step the step that failed, such as {@code Error running provisioning}
     * @param cleanupResult the result of the rollback
     */
    public MachineCreationException(String step, MachineException cause, CleanupResult cleanupResult) {
        super("Error creating machine: " + step + ": " + cause.getMessage(), hint(cause, cleanupResult), cause);
        this.step = step;
        this.cleanupResult = cleanupResult;
    }

    private static String hint(MachineException cause, CleanupResult cleanupResult) {
        return cause.hint().map(hint -> hint.stripTrailing() + "\n").orElse("") + cleanupResult.text();
    }

    /** Returns the step that failed. */
    public String step() {
        return step;
    }

    /** Returns the result of the rollback. */
    public CleanupResult cleanupResult() {
        return cleanupResult;
    }
}
