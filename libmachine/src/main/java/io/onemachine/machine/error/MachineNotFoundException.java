package io.onemachine.machine.error;

import io.onemachine.machine.reference.Reference;
import java.io.Serial;

/** There is no machine of that name in the store. */
public final class MachineNotFoundException extends MachineException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String machine;

    public MachineNotFoundException(String machine) {
        super("Docker machine \"" + machine + "\" does not exist. Use \"" + Reference.command("ls")
                + "\" to list machines. Use \"" + Reference.command("create") + "\" to add a new one.");
        this.machine = machine;
    }

    /** Returns the requested name. */
    public String machine() {
        return machine;
    }
}
