package io.onemachine.fleet.plan;

import io.onemachine.machine.Machine;
import io.onemachine.machine.driver.HostStatus;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.host.HostDescription;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a machine's host.
 *
 * @param state its state
 * @param isGone whether the cloud does not have it any more
 * @param description what the cloud says of it; empty where the driver cannot say
 * @param leaseEnd when the cloud removes it; empty for never, and where that is not known
 */
record PresentHost(
        MachineState state, boolean isGone, Optional<HostDescription> description, Optional<Instant> leaseEnd) {
    /** Reads it from a status, and from the host's cloud where the status has no description. */
    static PresentHost of(Machine machine, HostStatus status) {
        MachineState state = status.state();
        if (status.isGone()) {
            return new PresentHost(state, true, Optional.empty(), Optional.empty());
        }
        Optional<HostDescription> description = status.description();
        Optional<Instant> leaseEnd = status.leaseEnd();
        if (description.isEmpty() && machine.driver().care().isPresent()) {
            HostDescription asked = machine.describe();
            description = Optional.of(asked);
            leaseEnd = leaseEnd.or(asked::leaseEnd);
        }
        return new PresentHost(state, false, description, leaseEnd);
    }
}
