package io.onemachine.machine.error;

import java.io.Serial;

/** The creation began and failed. */
public final class MachineCreationException extends MachineException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String step;
    private final transient Aftermath aftermath;

    /**
     * @param step what was being done, such as {@code Error running provisioning}
     * @param aftermath what has become of what was made until then
     */
    public MachineCreationException(String step, MachineException cause, Aftermath aftermath) {
        super("Error creating machine: " + step + ": " + cause.getMessage(), hint(cause, aftermath), cause);
        this.step = step;
        this.aftermath = aftermath;
    }

    private static String hint(MachineException cause, Aftermath aftermath) {
        return cause.hint().map(hint -> hint.stripTrailing() + "\n").orElse("") + aftermath.text();
    }

    /** What was being done. */
    public String step() {
        return step;
    }

    /** What has become of what was made. */
    public Aftermath aftermath() {
        return aftermath;
    }
}
