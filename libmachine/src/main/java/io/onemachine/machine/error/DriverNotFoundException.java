package io.onemachine.machine.error;

import java.io.Serial;

/** No driver of that name is built in or in {@code $PATH}. */
public final class DriverNotFoundException extends MachineException {
    @Serial
    private static final long serialVersionUID = 1L;

    private DriverNotFoundException(String message) {
        super(message);
    }

    /** For a new machine: says which program was looked for. */
    public static DriverNotFoundException forNewMachine(String driver) {
        return new DriverNotFoundException("Driver \"" + driver + "\" not found. Do you have the plugin binary \""
                + "docker-machine-driver-" + driver + "\" accessible in your PATH?");
    }

    /** For a machine that is in the store. */
    public static DriverNotFoundException forStoredMachine(String driver) {
        return new DriverNotFoundException(
                "Driver \"" + driver + "\" not found. Do you have the plugin binary accessible in your PATH?");
    }
}
