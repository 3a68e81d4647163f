package io.onemachine.machine.ssh;

/** How to speak SSH. */
public enum SshKind {
    /** By the {@code ssh} program; natively when there is none. */
    EXTERNAL,
    /** Without any program. */
    NATIVE
}
