package io.onemachine.machine.ssh;

/** Opens ways to hosts, of the kind that the machines were opened with. */
@FunctionalInterface
public interface SshClientFactory {
    /** Returns a way to a host, not connected yet; the caller closes it. */
    SshClient open(SshTarget target);
}
