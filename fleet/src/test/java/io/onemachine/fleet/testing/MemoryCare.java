package io.onemachine.fleet.testing;

import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.host.HostCare;
import io.onemachine.machine.host.HostConsole;
import io.onemachine.machine.host.HostDescription;
import io.onemachine.machine.host.HostEvent;
import io.onemachine.machine.host.HostSize;
import io.onemachine.machine.host.HostSnapshot;
import io.onemachine.machine.host.NotSupportedException;
import io.onemachine.machine.host.RestartRequiredException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What can be changed of a host of a {@link MemoryCloud}. */
record MemoryCare(MemoryCloud cloud, String machine, Supplier<CloudHost> host) implements HostCare {
    @Override
    public HostDescription describe() {
        return host.get().description();
    }

    @Override
    public HostSize size() {
        return host.get().size;
    }

    @Override
    public void resize(HostSize size) {
        cloud.call("resize", machine);
        if (!cloud.isHot && host.get().state == MachineState.RUNNING && size.changesCapacity()) {
            throw new RestartRequiredException("it is running", new DriverException("not while it runs"));
        }
        host.get().resize(size);
    }

    @Override
    public void requireRenamable() {}

    @Override
    public void rename(String name) {
        throw new NotSupportedException("no fleet renames");
    }

    @Override
    public Optional<Instant> leaseEnd() {
        return host.get().leaseEnd;
    }

    @Override
    public void setLeaseEnd(Optional<Instant> end) {
        cloud.call("lease", machine);
        host.get().leaseEnd = end;
    }

    @Override
    public List<String> labels() {
        return host.get().labels;
    }

    @Override
    public void setLabels(List<String> labels) {
        cloud.call("label", machine);
        host.get().labels = List.copyOf(labels);
    }

    @Override
    public void setPermissions(String permissions) {
        cloud.call("permissions", machine);
        host.get().permissions = permissions;
    }

    @Override
    public void setFleet(Optional<String> fleet) {
        cloud.call("fleet", machine);
        host.get().fleet = fleet;
    }

    @Override
    public List<HostSnapshot> snapshots() {
        return List.of();
    }

    @Override
    public HostSnapshot createSnapshot(String name, HostSnapshot.Kind kind) {
        throw new NotSupportedException("no fleet takes snapshots");
    }

    @Override
    public void revert(HostSnapshot snapshot) {
        throw new NotSupportedException("no fleet takes snapshots");
    }

    @Override
    public void remove(HostSnapshot snapshot) {
        throw new NotSupportedException("no fleet takes snapshots");
    }

    @Override
    public HostConsole console() {
        throw new NotSupportedException("no fleet has a console");
    }

    @Override
    public List<HostEvent> events() {
        return List.of();
    }
}
