package io.onemachine.machine.lifecycle;

import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.EngineException;
import io.onemachine.machine.error.HostNotRunningException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.host.HostCare;
import io.onemachine.machine.host.HostSnapshot;
import io.onemachine.machine.progress.StepReporter;
import io.onemachine.machine.reference.Reference;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Takes snapshots of a machine's host, and takes the host back to one. */
public final class SnapshotOperations {
    static final String COMMAND = "snapshot";

    /** Not in docker-machine: set when the disk was taken back while the host was off, until its engine has been checked. */
    static final String REVERTED = "RevertedSnapshot";

    private static final Duration ENGINE_ANSWER = Duration.ofSeconds(20);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final MachineContext machine;
    private final StepReporter stepReporter;

    public SnapshotOperations(MachineContext machine) {
        this.machine = machine;
        this.stepReporter = machine.steps();
    }

    /** Returns the snapshots, oldest first: those of the whole host, then those of its disk. */
    public List<HostSnapshot> list() {
        return machine.care(COMMAND).snapshots();
    }

    /**
     * Takes a snapshot.
     *
     * @param name its name; empty for the machine's name with the time
     */
    public HostSnapshot create(String name, HostSnapshot.Kind kind) {
        String given = name.isEmpty()
                ? machine.name() + "-" + TIME.format(machine.settings().clock().instant())
                : name;
        HostSnapshot snapshot = stepReporter.get(
                "Taking snapshot \"" + given + "\" of \"" + machine.name() + "\"...",
                () -> machine.care(COMMAND).createSnapshot(given, kind));
        stepReporter.note("Snapshot \"" + given + "\" has the id " + snapshot.id() + ".");
        return snapshot;
    }

    /** Removes a snapshot, named by its name or id. */
    public void remove(String nameOrId, HostSnapshot.Kind kind) {
        HostCare care = machine.care(COMMAND);
        HostSnapshot snapshot = find(care, nameOrId, kind);
        stepReporter.run(
                "Removing snapshot \"" + snapshot.name() + "\" of \"" + machine.name() + "\"...",
                () -> care.remove(snapshot));
    }

    /**
     * Takes the host back to a snapshot. Its engine may then have an older certificate or configuration, and its clock is late: both are
     * repaired, for a disk at the host's next start.
     */
    public void revert(String nameOrId, HostSnapshot.Kind kind) {
        HostCare care = machine.care(COMMAND);
        HostSnapshot snapshot = find(care, nameOrId, kind);
        requireStateFor(kind);
        requireNoSwarmManager(kind);
        if (kind == HostSnapshot.Kind.DISK) {
            machine.putNote(REVERTED, Optional.of(snapshot.name()));
        }
        stepReporter.run(
                "Taking \"" + machine.name() + "\" back to snapshot \"" + snapshot.name() + "\"...",
                () -> care.revert(snapshot));
        if (kind == HostSnapshot.Kind.DISK) {
            stepReporter.note("The engine is checked at the next start of \"" + machine.name() + "\".");
        } else if (machine.driver().provisionable()) {
            new HostProvisioning(machine).repairAfterRevert();
            machine.save();
        }
    }

    private HostSnapshot find(HostCare care, String nameOrId, HostSnapshot.Kind kind) {
        List<HostSnapshot> all =
                care.snapshots().stream().filter(it -> it.kind() == kind).toList();
        List<HostSnapshot> named =
                all.stream().filter(it -> it.name().equals(nameOrId)).toList();
        if (named.size() > 1) {
            throw new MachineException(
                    "Machine \"" + machine.name() + "\" has several " + kind.label() + " snapshots named \"" + nameOrId
                            + "\": " + listed(named),
                    "Name the snapshot by its id.",
                    null);
        }
        return named.stream()
                .findFirst()
                .or(() -> all.stream().filter(it -> it.id().equals(nameOrId)).findFirst())
                .orElseThrow(() -> new MachineException(
                        "Machine \"" + machine.name() + "\" has no " + kind.label() + " snapshot \"" + nameOrId + "\""
                                + (all.isEmpty() ? "" : "; it has " + listed(all)),
                        otherKind(care, nameOrId, kind),
                        null));
    }

    private static String otherKind(HostCare care, String nameOrId, HostSnapshot.Kind kind) {
        boolean isOther = care.snapshots().stream()
                .anyMatch(it -> it.kind() != kind
                        && (it.name().equals(nameOrId) || it.id().equals(nameOrId)));
        if (!isOther) {
            return "See \"" + Reference.command("snapshot").with("ls") + "\".";
        }
        return kind == HostSnapshot.Kind.SYSTEM
                ? "There is a snapshot of the disk of that name: " + Reference.option("disk") + " is for these."
                : "There is a snapshot of the whole host of that name: leave out " + Reference.option("disk") + ".";
    }

    private static String listed(List<HostSnapshot> snapshots) {
        return snapshots.stream()
                .map(it -> "\"" + it.name() + "\" (id " + it.id() + ")")
                .collect(Collectors.joining(", "));
    }

    private void requireStateFor(HostSnapshot.Kind kind) {
        MachineState state = machine.state();
        if (kind == HostSnapshot.Kind.SYSTEM && state != MachineState.RUNNING) {
            throw new HostNotRunningException();
        }
        if (kind == HostSnapshot.Kind.DISK && !state.isOff()) {
            throw new DriverException(
                    "The disk of machine \"" + machine.name() + "\" can be taken back only while the machine is off;"
                            + " its state is " + state.label(),
                    "Stop it first: \"" + Reference.command("stop").with(machine.name()) + "\".",
                    null);
        }
    }

    /** Rejects a manager of a swarm: its peers would see it repeat what they have already agreed on. */
    private void requireNoSwarmManager(HostSnapshot.Kind kind) {
        if (kind == HostSnapshot.Kind.DISK || !machine.driver().provisionable()) {
            return; // it is off, and cannot be asked
        }
        try {
            if (machine.engine(ENGINE_ANSWER).isSwarmManager()) {
                throw new DriverException(
                        "Machine \"" + machine.name()
                                + "\" is a manager of a Docker swarm: an older state of it would damage the swarm",
                        "Demote the node first: \"docker node demote\".",
                        null);
            }
        } catch (EngineException e) {
            stepReporter.warn("Whether \"" + machine.name() + "\" is a manager of a Docker swarm is not known: "
                    + e.getMessage());
        }
    }
}
