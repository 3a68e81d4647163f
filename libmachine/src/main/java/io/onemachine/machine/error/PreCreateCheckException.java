package io.onemachine.machine.error;

import java.io.Serial;

/** A check before the creation failed and nothing was created; the command line ends with exit code 3. */
public final class PreCreateCheckException extends MachineException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** @param cause the driver's finding; its message is quoted in this one's, its hint is kept */
    public PreCreateCheckException(MachineException cause) {
        super(
                "Error with pre-create check: " + quoted(cause.getMessage()),
                cause.hint().orElse(null),
                cause);
    }

    /** Quotes as Go's {@code %q} does; scripts match it. */
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
