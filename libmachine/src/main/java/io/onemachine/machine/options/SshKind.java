package io.onemachine.machine.options;

/** Which SSH client to use. */
public enum SshKind {
    /** The OpenSSH client; the built-in one when it is not installed. */
    EXTERNAL,
    /** The built-in client. */
    NATIVE
}
