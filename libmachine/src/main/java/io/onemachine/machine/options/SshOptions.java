package io.onemachine.machine.options;

import io.onemachine.machine.ssh.SshKeyType;
import io.onemachine.machine.ssh.hostkey.HostKeyPolicy;
import java.util.Optional;

/**
 * How to log in to a new host.
 *
 * @param hostKey how its host key is checked
 * @param keyType the type of a key pair that the driver generates; empty for the driver's default
 */
public record SshOptions(HostKeyPolicy hostKey, Optional<SshKeyType> keyType) {
    /** Returns the defaults. */
    public static SshOptions defaults() {
        return new SshOptions(HostKeyPolicy.BEST, Optional.empty());
    }
}
