package io.onemachine.machine.provision;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What scripts change on a host that was there before, and the way back. The host itself keeps what it was like, in a folder that only
 * root can read, and goes back by itself when a script fails on it, or when nobody has said for some time that all is well.
 */
final class HostChanges {
    /** Comes before every script that changes something which is to be put back. */
    static final List<String> BEGIN = List.of("put.sh", "changes.sh", "begin-changes.sh");

    /** To stop an engine, and to start another. */
    private static final Duration UNDOING = Duration.ofMinutes(3);

    private static final Duration KEEPING = Duration.ofMinutes(1);
    private static final List<String> UNDO =
            List.of("put.sh", "changes.sh", "keep-containers.sh", "boot2docker-engine.sh", "undo.sh");

    /** The machine for which the host is changed: whoever else changes the host meanwhile does not end this. */
    private static final String OWNER = "OWNER";

    private final HostShell shell;
    private Duration limit = Duration.ZERO;
    private boolean open;
    private Map<String, String> kept = Map.of();

    HostChanges(HostShell shell) {
        this.shell = shell;
    }

    /** From now on everything can be put back; the host does it by itself after that time. */
    void begin(Duration undoneAfter) {
        limit = undoneAfter;
    }

    /**
     * The variables of {@code begin-changes.sh}; whoever asks is about to run it.
     *
     * @param files those of {@code copy-certificates.sh}
     */
    Map<String, String> opening(Map<String, String> files) {
        String owner = files.getOrDefault("MACHINE_NAME", "");
        if (limit.isZero()) {
            return Map.of(OWNER, owner, "UNDO", "", "UNDO_AFTER", "");
        }
        open = true;
        kept = Map.of(
                OWNER,
                owner,
                "CERTIFICATES",
                files.getOrDefault("CERTIFICATES", ""),
                "SERVER_CERT",
                files.getOrDefault("SERVER_CERT", ""));
        return Map.of(
                OWNER,
                owner,
                "UNDO",
                HostShell.withValues(HostShell.scripts(UNDO), Map.of()),
                "UNDO_AFTER",
                Long.toString(limit.toSeconds()));
    }

    /** Whether there may be something to put back. */
    boolean open() {
        return open;
    }

    /**
     * Lets everything stay as it is now.
     *
     * @throws io.onemachine.machine.error.ProvisioningException when the host has gone back by itself
     */
    void keep() {
        if (open) {
            shell.runAsRoot(
                    List.of("put.sh", "changes.sh", "keep-changes.sh"), "keep the new configuration", kept, KEEPING);
            open = false;
        }
    }

    /** Puts everything back. */
    void undo() {
        if (open) {
            shell.runAsRoot(
                    List.of("put.sh", "changes.sh", "undo-changes.sh"),
                    "put everything back as it was",
                    Map.of(OWNER, kept.getOrDefault(OWNER, "")),
                    UNDOING);
            open = false;
        }
    }
}
