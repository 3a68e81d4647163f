package io.onemachine.machine.error;

import java.io.Serial;

/** No driver of that name is built in or in {@code $PATH}. */
public final class DriverNotFoundException extends MachineException {
    @Serial
    private static final long serialVersionUID = 1L;

    private DriverNotFoundException(String message) {
        super(message);
    }

    /** Returns the error for a new machine, with the program that was searched for. */
    public static DriverNotFoundException forNewMachine(String driver) {
        return new DriverNotFoundException("Driver \"" + driver + "\" not found. Do you have the plugin binary \""
                + "docker-machine-driver-" + driver + "\" accessible in your PATH?");
    }

    /** Returns the error for a machine that is in the store. */
    public static DriverNotFoundException forStoredMachine(String driver) {
        return new DriverNotFoundException(
                "Driver \"" + driver + "\" not found. Do you have the plugin binary accessible in your PATH?");
    }
}
