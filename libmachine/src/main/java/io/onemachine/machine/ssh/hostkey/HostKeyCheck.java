package io.onemachine.machine.ssh.hostkey;

import io.onemachine.machine.error.SshException;
import java.util.List;

/** How it is made sure that a host is the one that is meant, before anything of a login is sent to it. */
public sealed interface HostKeyCheck {
    /**
     * Returns the keys one of which the host has to show; none when any will do this time.
     *
     * @throws SshException when they are to be known and cannot be read
     */
    List<HostKey> expected();

    /** Only a key that is known already. */
    record Pinned(KnownHosts known) implements HostKeyCheck {
        @Override
        public List<HostKey> expected() {
            List<HostKey> keys = known.keys();
            if (keys.isEmpty()) {
                throw new SshException(
                        "The host's SSH key is to be known (--ssh-host-key=pinned), and " + known.file()
                                + " is missing",
                        "Put it back from a copy, or write into it \"* \" and the line of the host's"
                                + " /etc/ssh/ssh_host_ed25519_key.pub.",
                        null);
            }
            return keys;
        }
    }

    /** A key that is known; the one that is seen at the first login becomes so. */
    record FirstUse(KnownHosts known) implements HostKeyCheck {
        @Override
        public List<HostKey> expected() {
            return known.keys();
        }
    }

    /** Anybody is taken for the host. */
    record Off() implements HostKeyCheck {
        @Override
        public List<HostKey> expected() {
            return List.of();
        }
    }
}
