package io.onemachine.driver.opennebula.option;

import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.OptionSource;

/** Where the password of a new machine is stored. */
public enum PasswordStorage {
    /** In the machine's credentials file. */
    CREDENTIALS_FILE,
    /** In config.json, where the Go driver reads it. */
    CONFIG,
    /** Nowhere; later commands find it in the environment or in OpenNebula's usual files. */
    NOWHERE;

    /**
     * Decides by the options. Only a password that was given on the command line is stored; later commands find one from the environment
     * or a file in the same place.
     *
     * <p>A Go program that hosts the driver sends {@code false} for a switch that was not given, so a {@code false} of the command line
     * arrives as not given. A {@code false} of the environment variable does not.
     */
    public static PasswordStorage of(DriverOptions options) {
        if (!(options.origin(OpenNebulaOption.PASSWORD.flagName()) instanceof OptionSource.Flag)
                || options.secret(OpenNebulaOption.PASSWORD.flagName()).isEmpty()) {
            return NOWHERE;
        }
        String keep = OpenNebulaOption.STORE_PASSWORD.flagName();
        if (options.isSet(keep)) {
            return options.bool(keep) ? CONFIG : NOWHERE;
        }
        return CREDENTIALS_FILE;
    }
}
