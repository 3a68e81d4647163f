package io.onemachine.machine.error;

import java.io.Serial;

/** The creation began and failed; the machine is in the store so that it can be looked at and removed. */
public final class MachineCreationException extends MachineException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String step;

    /** @param step what was being done, such as {@code Error running provisioning} */
    public MachineCreationException(String step, MachineException cause) {
        super(
                "Error creating machine: " + step + ": " + cause.getMessage(),
                cause.hint().orElse(null),
                cause);
        this.step = step;
    }

    /** What was being done. */
    public String step() {
        return step;
    }
}
