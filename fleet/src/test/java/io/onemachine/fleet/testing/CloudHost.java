package io.onemachine.fleet.testing;

import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.host.HostDescription;
import io.onemachine.machine.host.HostSize;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A host of a {@link MemoryCloud}; its fields are guarded by the cloud. */
public final class CloudHost {
    public final int id;
    public final String machine;
    public final String template;
    public MachineState state = MachineState.RUNNING;
    public HostSize size =
            new HostSize(OptionalDouble.of(1), OptionalInt.of(1), OptionalLong.of(1024), OptionalLong.of(10_000));
    public List<String> labels = List.of();
    public Optional<Instant> leaseEnd = Optional.empty();
    public String permissions = "";
    public Optional<String> fleet = Optional.empty();

    CloudHost(int id, String machine, String template) {
        this.id = id;
        this.machine = machine;
        this.template = template;
    }

    /** Gives the host the values that a change has. */
    public void resize(HostSize change) {
        size = new HostSize(
                change.cpu().isPresent() ? change.cpu() : size.cpu(),
                change.vcpus().isPresent() ? change.vcpus() : size.vcpus(),
                change.memory().isPresent() ? change.memory() : size.memory(),
                change.disk().isPresent() ? change.disk() : size.disk());
    }

    HostDescription description() {
        return new HostDescription(
                Integer.toString(id),
                machine,
                state.name(),
                size,
                List.of(),
                List.of("127.0.0.1"),
                "",
                "ada",
                "users",
                Optional.empty(),
                leaseEnd,
                labels,
                List.of(),
                "");
    }
}
