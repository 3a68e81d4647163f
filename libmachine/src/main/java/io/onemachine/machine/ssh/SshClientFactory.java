package io.onemachine.machine.ssh;

/** Creates SSH clients of the kind that the settings name. */
@FunctionalInterface
public interface SshClientFactory {
    /** Returns a client for a host, not connected yet; the caller closes it. */
    SshClient open(SshTarget target);
}
