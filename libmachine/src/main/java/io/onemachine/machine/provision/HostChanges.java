package io.onemachine.machine.provision;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Reverts failed changes of an existing host. The host keeps its earlier state in a folder that only root can read, and restores itself
 * when a script fails on it, or when the changes are not confirmed in time.
 */
final class HostChanges {
    /** The scripts to run before any script whose changes can be reverted. */
    static final List<String> BEGIN = List.of("put.sh", "changes.sh", "begin-changes.sh");

    /** Covers stopping one engine and starting another. */
    private static final Duration UNDOING = Duration.ofMinutes(3);

    private static final Duration KEEPING = Duration.ofMinutes(1);
    /** The machine for which the host is changed; commands for other machines do not end this change. */
    private static final String OWNER = "OWNER";

    private final HostShell shell;
    private final ServiceManager services;
    private Duration limit = Duration.ZERO;
    private boolean open;
    private Map<String, String> kept = Map.of();

    HostChanges(HostShell shell, ServiceManager services) {
        this.shell = shell;
        this.services = services;
    }

    /** Returns the scripts that revert the changes of a host. */
    static List<String> undoing(ServiceManager services) {
        return List.of(
                "put.sh",
                "changes.sh",
                services.engineScript(),
                "keep-containers.sh",
                "firewall.sh",
                "boot2docker-engine.sh",
                "undo.sh");
    }

    /** Starts recording changes; without a confirmation the host reverts them after that time. */
    void begin(Duration undoneAfter) {
        limit = undoneAfter;
    }

    /**
     * Returns the variables of {@code begin-changes.sh}; the caller must be about to run it.
     *
     * @param files the variables of {@code copy-certificates.sh}
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
                HostShell.withValues(HostShell.scripts(undoing(services)), Map.of()),
                "UNDO_AFTER",
                Long.toString(limit.toSeconds()));
    }

    /** Returns whether there may be changes to revert. */
    boolean open() {
        return open;
    }

    /**
     * Confirms the changes.
     *
     * @throws io.onemachine.machine.error.ProvisioningException when the host has already restored itself
     */
    void keep() {
        if (open) {
            shell.runAsRoot(
                    List.of("put.sh", "changes.sh", "keep-changes.sh"), "keep the new configuration", kept, KEEPING);
            open = false;
        }
    }

    /** Reverts the changes. */
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
