package io.onemachine.driver.opennebula.plan;

import io.onemachine.machine.ssh.SshKeyPair;
import java.util.Optional;

/**
 * What a VM is handed in for the first login.
 *
 * @param publicKey the key to let in, one line
 * @param hostKey the key to show, if it is not to make one itself
 */
public record SshBootstrapKeys(String publicKey, Optional<SshKeyPair.Generated> hostKey) {}
