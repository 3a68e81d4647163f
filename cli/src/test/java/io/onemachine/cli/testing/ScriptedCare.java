package io.onemachine.cli.testing;

import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.host.HostCare;
import io.onemachine.machine.host.HostConsole;
import io.onemachine.machine.host.HostDescription;
import io.onemachine.machine.host.HostEvent;
import io.onemachine.machine.host.HostSize;
import io.onemachine.machine.host.HostSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A host of a {@link ScriptedDriver} as its cloud sees it. */
public final class ScriptedCare implements HostCare {
    public HostSize size =
            new HostSize(OptionalDouble.of(0.5), OptionalInt.of(1), OptionalLong.of(1024), OptionalLong.of(8192));
    public Optional<Instant> leaseEnd = Optional.empty();
    public List<String> labels = List.of();
    public final List<HostSnapshot> snapshots = new ArrayList<>();
    public HostConsole console = new HostConsole("node1", 5907, false, false);

    /** Fails every change. */
    public Optional<MachineException> refusal = Optional.empty();

    private String name;

    ScriptedCare(String name) {
        this.name = name;
    }

    private void change() {
        refusal.ifPresent(failure -> {
            throw failure;
        });
    }

    /** Returns the host's name in the cloud. */
    public String name() {
        return name;
    }

    @Override
    public HostDescription describe() {
        return new HostDescription(
                "42",
                name,
                "RUNNING",
                size,
                List.of(new HostDescription.Disk("0", "debian", 8192), new HostDescription.Disk("1", "", -1)),
                List.of("192.0.2.7", "2001:db8::7"),
                "node1",
                "ada",
                "users",
                Optional.of(Instant.EPOCH),
                leaseEnd,
                labels,
                snapshots,
                "no\u001b[31m image");
    }

    @Override
    public HostSize size() {
        return size;
    }

    @Override
    public void resize(HostSize change) {
        change();
        size = new HostSize(
                change.cpu().isPresent() ? change.cpu() : size.cpu(),
                change.vcpus().isPresent() ? change.vcpus() : size.vcpus(),
                change.memory().isPresent() ? change.memory() : size.memory(),
                change.disk().isPresent() ? change.disk() : size.disk());
    }

    @Override
    public void requireRenamable() {
        change();
    }

    @Override
    public void rename(String newName) {
        name = newName;
    }

    @Override
    public Optional<Instant> leaseEnd() {
        return leaseEnd;
    }

    @Override
    public void setLeaseEnd(Optional<Instant> end) {
        change();
        leaseEnd = end;
    }

    @Override
    public List<String> labels() {
        return labels;
    }

    @Override
    public void setLabels(List<String> changed) {
        change();
        labels = List.copyOf(changed);
    }

    @Override
    public List<HostSnapshot> snapshots() {
        return List.copyOf(snapshots);
    }

    @Override
    public HostSnapshot createSnapshot(String snapshot, HostSnapshot.Kind kind) {
        change();
        HostSnapshot taken =
                new HostSnapshot(kind, Integer.toString(snapshots.size()), snapshot, Optional.of(Instant.EPOCH));
        snapshots.add(taken);
        return taken;
    }

    @Override
    public void revert(HostSnapshot snapshot) {
        change();
    }

    @Override
    public void remove(HostSnapshot snapshot) {
        change();
        snapshots.remove(snapshot);
    }

    @Override
    public HostConsole console() {
        return console;
    }

    @Override
    public List<HostEvent> events() {
        return List.of(
                new HostEvent(Optional.of(Instant.EPOCH), "created"), new HostEvent(Optional.empty(), "error: full"));
    }
}
