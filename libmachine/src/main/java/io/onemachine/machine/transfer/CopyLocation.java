package io.onemachine.machine.transfer;

import io.onemachine.machine.ssh.SshTarget;

/** Where files come from or go to. */
public sealed interface CopyLocation {
    /** The path there. */
    String path();

    /** A path on this computer; one that is not absolute begins in the working folder. */
    record Local(String path) implements CopyLocation {}

    /**
     * A path on a host; one that is not absolute begins in the user's home folder. As a source it may have a shell's
     * wildcards in it.
     */
    record Remote(SshTarget target, String path) implements CopyLocation {}
}
