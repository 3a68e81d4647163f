package io.onemachine.machine.ssh.hostkey;

import io.onemachine.machine.error.SshException;
import io.onemachine.machine.reference.Reference;
import java.util.List;

/** How a host's identity is checked before any part of a login is sent to it. */
public sealed interface HostKeyCheck {
    /**
     * Returns the keys of which the host must show one; none when any is accepted this time.
     *
     * @throws SshException when keys are required and cannot be read
     */
    List<HostKey> expected();

    /** Accepts only a pinned key. */
    record Pinned(KnownHosts known) implements HostKeyCheck {
        @Override
        public List<HostKey> expected() {
            List<HostKey> keys = known.keys();
            if (keys.isEmpty()) {
                throw new SshException(
                        "The host's SSH key is to be known (" + Reference.option(HostKeyPolicy.OPTION, "pinned")
                                + "), and " + known.file() + " is missing",
                        "Put it back from a copy, or write into it \"* \" and the line of the host's"
                                + " /etc/ssh/ssh_host_ed25519_key.pub.",
                        null);
            }
            return keys;
        }
    }

    /** Accepts a pinned key; the key seen at the first login becomes pinned. */
    record FirstUse(KnownHosts known) implements HostKeyCheck {
        @Override
        public List<HostKey> expected() {
            return known.keys();
        }
    }

    /** Accepts any host. */
    record Off() implements HostKeyCheck {
        @Override
        public List<HostKey> expected() {
            return List.of();
        }
    }
}
