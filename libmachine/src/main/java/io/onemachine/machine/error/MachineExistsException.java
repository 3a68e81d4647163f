package io.onemachine.machine.error;

import java.io.Serial;

/** A machine of that name is in the store already. */
public final class MachineExistsException extends MachineException {
    @Serial
    private static final long serialVersionUID = 1L;

    public MachineExistsException(String machine) {
        super("Docker machine \"" + machine + "\" already exists");
    }
}
