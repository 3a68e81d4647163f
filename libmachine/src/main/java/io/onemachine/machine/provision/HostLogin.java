package io.onemachine.machine.provision;

/**
 * The user that a host is set up by.
 *
 * @param user the user of the login
 * @param access how that user gets root's rights
 */
public record HostLogin(String user, RootAccess access) {
    /** The ways to root's rights. */
    public enum RootAccess {
        /** The user is root. */
        DIRECT(""),
        SUDO("sudo -n -- "),
        DOAS("doas -n ");

        private final String prefix;

        RootAccess(String prefix) {
            this.prefix = prefix;
        }

        /** Returns the command that runs a command with root's rights. */
        String running(String command) {
            return prefix + command;
        }
    }
}
