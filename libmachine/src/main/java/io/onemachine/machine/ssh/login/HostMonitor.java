package io.onemachine.machine.ssh.login;

import java.util.Optional;

/** Reports the host's health while its SSH is waited for, and shows the progress to the user. */
public interface HostMonitor {
    /**
     * Returns why waiting for the host is in vain, such as {@code VM 7 is in state POWEROFF}; empty when it is not, or unknown. May ask
     * over the network.
     */
    Optional<String> condition();

    /** Returns what to check when the server rejects the login, as a whole sentence; empty when there is no such advice. */
    Optional<String> loginAdvice();

    /** Shows a line to the user during the waiting. */
    void say(String line);
}
