package io.onemachine.machine.ssh.login;

import java.util.Optional;

/** Stands beside somebody who waits for a host's SSH: knows what the SSH server cannot tell, and hears how it goes. */
public interface HostMonitor {
    /**
     * Returns what is wrong with the host so that waiting for it is in vain, such as {@code VM 7 is in state POWEROFF}; empty when
     * nothing is, or nobody knows. It may take a question over the network.
     */
    Optional<String> condition();

    /** Returns what to look at when the server does not let the user in, as a whole sentence; empty when there is no such advice. */
    Optional<String> loginAdvice();

    /** Takes a line for the user while the waiting goes on. */
    void say(String line);
}
