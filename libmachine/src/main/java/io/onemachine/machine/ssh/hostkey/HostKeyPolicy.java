package io.onemachine.machine.ssh.hostkey;

import io.onemachine.machine.error.DriverOptionException;
import java.util.Locale;

/** How a machine's host key is come to trust. */
public enum HostKeyPolicy {
    /** As good as the driver can: a key known beforehand, or else the one seen first. */
    BEST,
    /** Known before the first login. */
    PINNED,
    /** The one seen at the first login: trust on first use. */
    TOFU,
    /** None: anybody is taken for the host. */
    OFF;

    /** The option of {@code create}, without dashes, and its name among a driver's options. */
    public static final String OPTION = "ssh-host-key";

    /**
     * Returns the policy of that name; {@link #BEST} for the empty one.
     *
     * @param where what to call the place that it stands in
     * @throws DriverOptionException when there is none
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

    /** Returns the check, with the file that keys are kept in. */
    public HostKeyCheck check(KnownHosts known) {
        return switch (this) {
            case BEST, TOFU -> new HostKeyCheck.FirstUse(known);
            case PINNED -> new HostKeyCheck.Pinned(known);
            case OFF -> new HostKeyCheck.Off();
        };
    }
}
