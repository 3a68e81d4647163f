package io.onemachine.machine.transfer;

import io.onemachine.machine.ssh.SshTarget;

/** The source or destination of a copy. */
public sealed interface CopyLocation {
    /** Returns the path at that location. */
    String path();

    /** A path on this computer; a relative one begins in the working folder. */
    record Local(String path) implements CopyLocation {}

    /**
     * A path on a host; a relative one begins in the user's home folder. A source may contain a shell's wildcards.
     */
    record Remote(SshTarget target, String path) implements CopyLocation {}
}
