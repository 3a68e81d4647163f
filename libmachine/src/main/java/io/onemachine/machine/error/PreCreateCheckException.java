package io.onemachine.machine.error;

import java.io.Serial;

/** A check before the creation failed and nothing was made; the command line ends with exit code 3. */
public final class PreCreateCheckException extends MachineException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** @param cause what the driver found; its message is quoted in this one's, its hint is kept */
    public PreCreateCheckException(MachineException cause) {
        super(
                "Error with pre-create check: " + quoted(cause.getMessage()),
                cause.hint().orElse(null),
                cause);
    }

    /** As Go's {@code %q} writes it, which is what scripts have matched on for years. */
    private static String quoted(String text) {
        return '"'
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                + '"';
    }
}
