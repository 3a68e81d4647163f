package io.onemachine.machine.ssh.hostkey;

import io.onemachine.machine.error.DriverOptionException;
import java.util.Locale;

/** How a machine's host key comes to be trusted. */
public enum HostKeyPolicy {
    /** The best that the driver supports: a pinned key, else the one seen first. */
    BEST,
    /** A key known before the first login. */
    PINNED,
    /** The key seen at the first login: trust on first use. */
    TOFU,
    /** No check: any host is accepted. */
    OFF;

    /** The option of {@code create}, without dashes, and its name among a driver's options. */
    public static final String OPTION = "ssh-host-key";

    /**
     * Returns the policy of that name; {@link #BEST} for the empty one.
     *
     * @param where the name's source, for messages
     * @throws DriverOptionException when there is no such policy
     */
    public static HostKeyPolicy parse(String name, String where) {
        return switch (name) {
            case "" -> BEST;
            case "pinned" -> PINNED;
            case "tofu" -> TOFU;
            case "off" -> OFF;
            default ->
                throw new DriverOptionException(
                        where + " must be pinned, tofu or off, not \"" + PrintableText.of(name) + "\"");
        };
    }

    /** Returns the name; empty for {@link #BEST}. */
    public String text() {
        return this == BEST ? "" : name().toLowerCase(Locale.ROOT);
    }

    /** Returns the check that uses a file of pinned keys. */
    public HostKeyCheck check(KnownHosts known) {
        return switch (this) {
            case BEST, TOFU -> new HostKeyCheck.FirstUse(known);
            case PINNED -> new HostKeyCheck.Pinned(known);
            case OFF -> new HostKeyCheck.Off();
        };
    }
}
