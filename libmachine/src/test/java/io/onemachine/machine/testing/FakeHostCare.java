package io.onemachine.machine.testing;

import io.onemachine.machine.host.HostCare;
import io.onemachine.machine.host.HostConsole;
import io.onemachine.machine.host.HostDescription;
import io.onemachine.machine.host.HostEvent;
import io.onemachine.machine.host.HostSize;
import io.onemachine.machine.host.HostSnapshot;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The host of a {@link FakeDriver} as its cloud sees it. A planned failure of a call happens once, before the call has an effect. */
public final class FakeHostCare implements HostCare {
    public HostSize size =
            new HostSize(OptionalDouble.of(1), OptionalInt.of(1), OptionalLong.of(1024), OptionalLong.of(8192));
    public Optional<Instant> leaseEnd = Optional.empty();
    public List<String> labels = List.of();
    public final List<HostSnapshot> snapshots = new ArrayList<>();
    public String name = "";

    /** The changes that were asked for, in order; with failed ones. */
    public final List<String> calls = new ArrayList<>();

    private final Map<String, Deque<RuntimeException>> failures = new HashMap<>();

    /** Fails the next call of a method. */
    public FakeHostCare failOn(String method, RuntimeException failure) {
        failures.computeIfAbsent(method, none -> new ArrayDeque<>()).add(failure);
        return this;
    }

    private void call(String method, Object value) {
        calls.add(method + " " + value);
        Deque<RuntimeException> planned = failures.get(method);
        if (planned != null && !planned.isEmpty()) {
            throw planned.remove();
        }
    }

    @Override
    public void setFleet(Optional<String> fleet) {
        call("fleet", fleet.orElse("none"));
    }

    @Override
    public HostDescription describe() {
        return new HostDescription(
                "7",
                name,
                "RUNNING",
                size,
                List.of(new HostDescription.Disk("0", "debian", size.disk().orElse(-1))),
                List.of("192.0.2.7"),
                "node1",
                "ada",
                "users",
                Optional.of(Instant.EPOCH),
                leaseEnd,
                labels,
                snapshots,
                "");
    }

    @Override
    public HostSize size() {
        return size;
    }

    @Override
    public void resize(HostSize change) {
        call("resize", change);
        size = new HostSize(
                change.cpu().isPresent() ? change.cpu() : size.cpu(),
                change.vcpus().isPresent() ? change.vcpus() : size.vcpus(),
                change.memory().isPresent() ? change.memory() : size.memory(),
                change.disk().isPresent() ? change.disk() : size.disk());
    }

    @Override
    public void requireRenamable() {
        call("requireRenamable", name);
    }

    @Override
    public void rename(String newName) {
        call("rename", newName);
        name = newName;
    }

    @Override
    public Optional<Instant> leaseEnd() {
        return leaseEnd;
    }

    @Override
    public void setLeaseEnd(Optional<Instant> end) {
        call("setLeaseEnd", end);
        leaseEnd = end;
    }

    @Override
    public List<String> labels() {
        return labels;
    }

    @Override
    public void setLabels(List<String> changed) {
        call("setLabels", changed);
        labels = List.copyOf(changed);
    }

    @Override
    public List<HostSnapshot> snapshots() {
        return List.copyOf(snapshots);
    }

    @Override
    public HostSnapshot createSnapshot(String snapshot, HostSnapshot.Kind kind) {
        call("createSnapshot", kind.label() + " " + snapshot);
        HostSnapshot taken =
                new HostSnapshot(kind, Integer.toString(snapshots.size()), snapshot, Optional.of(Instant.EPOCH));
        snapshots.add(taken);
        return taken;
    }

    @Override
    public void revert(HostSnapshot snapshot) {
        call("revert", snapshot.kind().label() + " " + snapshot.id());
    }

    @Override
    public void remove(HostSnapshot snapshot) {
        call("remove", snapshot.kind().label() + " " + snapshot.id());
        snapshots.remove(snapshot);
    }

    @Override
    public HostConsole console() {
        return new HostConsole("node1", 5907, false, false);
    }

    @Override
    public List<HostEvent> events() {
        return List.of(new HostEvent(Optional.of(Instant.EPOCH), "created"));
    }
}
