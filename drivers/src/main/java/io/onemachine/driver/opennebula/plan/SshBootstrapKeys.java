package io.onemachine.driver.opennebula.plan;

import io.onemachine.machine.ssh.SshKeyPair;
import java.util.Optional;

/**
 * The SSH keys that a VM gets for the first login.
 *
 * @param publicKey the authorized key, one line
 * @param hostKey the host key; empty when the host creates its own
 */
public record SshBootstrapKeys(String publicKey, Optional<SshKeyPair.Generated> hostKey) {}
