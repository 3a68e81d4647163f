package io.onemachine.machine.error;

import java.io.Serial;
import java.util.List;

/** Some files could not be copied. */
public final class CopyException extends MachineException {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final int SHOWN = 10;

    /** @param problems one line for each failed file; not empty */
    public CopyException(List<String> problems) {
        super(text(problems));
    }

    private static String text(List<String> problems) {
        String shown = String.join("\n", problems.subList(0, Math.min(SHOWN, problems.size())));
        int more = problems.size() - SHOWN;
        return "Cannot copy " + shown + (more > 0 ? "\nand " + more + " more" : "");
    }
}
