package io.onemachine.machine.driver;

import java.time.Instant;
import java.util.Optional;

/** The status of a host. A {@link Driver} reports the present status, other implementations that of an earlier query. */
public interface HostStatus {
    /** Returns the host's state; {@link MachineState#ERROR} when it is gone. */
    MachineState state();

    /**
     * Returns the host's address.
     *
     * @throws io.onemachine.machine.error.MachineException when it has none
     */
    String ip();

    /**
     * Returns the engine's endpoint, such as {@code tcp://192.0.2.7:2376}; empty when none is known.
     *
     * @throws io.onemachine.machine.error.HostNotRunningException when the host is not running
     */
    String url();

    /** Returns when the cloud removes the host; empty for never, and where that is not known. */
    default Optional<Instant> leaseEnd() {
        return Optional.empty();
    }
}
