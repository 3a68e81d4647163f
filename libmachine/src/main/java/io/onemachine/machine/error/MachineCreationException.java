package io.onemachine.machine.error;

import java.io.Serial;

/** The creation began and failed. */
public final class MachineCreationException extends MachineException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String step;
    private final transient CleanupResult cleanupResult;

    /**
     * @param step what was being done, such as {@code Error running provisioning}
     * @param cleanupResult what has become of what was made until then
     */
    public MachineCreationException(String step, MachineException cause, CleanupResult cleanupResult) {
        super("Error creating machine: " + step + ": " + cause.getMessage(), hint(cause, cleanupResult), cause);
        this.step = step;
        this.cleanupResult = cleanupResult;
    }

    private static String hint(MachineException cause, CleanupResult cleanupResult) {
        return cause.hint().map(hint -> hint.stripTrailing() + "\n").orElse("") + cleanupResult.text();
    }

    /** What was being done. */
    public String step() {
        return step;
    }

    /** What has become of what was made. */
    public CleanupResult aftermath() {
        return cleanupResult;
    }
}
