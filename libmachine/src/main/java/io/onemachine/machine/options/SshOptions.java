package io.onemachine.machine.options;

import io.onemachine.machine.ssh.hostkey.HostKeyPolicy;
import io.onemachine.machine.ssh.SshKeyType;
import java.util.Optional;

/**
 * How to log in to a new host.
 *
 * @param hostKey how its key is come to trust
 * @param keyType the kind of key to log in with, where the driver makes one; its own choice when empty
 */
public record SshOptions(HostKeyPolicy hostKey, Optional<SshKeyType> keyType) {
    /** What counts when nothing is said. */
    public static SshOptions defaults() {
        return new SshOptions(HostKeyPolicy.BEST, Optional.empty());
    }
}
