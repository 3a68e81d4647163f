package io.onemachine.machine.driver;

import io.onemachine.machine.host.HostDescription;
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

    /** Returns whether the cloud does not have the host any more; false where that is not known. */
    default boolean isGone() {
        return false;
    }

    /** Returns when the cloud removes the host; empty for never, and where that is not known. */
    default Optional<Instant> leaseEnd() {
        return Optional.empty();
    }

    /**
     * Returns what the query learned of the host beside its state, without another one; empty where the host has to be asked itself: {@link
     * io.onemachine.machine.host.HostCare#describe()}. Scheduled removal and snapshots may be missing in it.
     */
    default Optional<HostDescription> description() {
        return Optional.empty();
    }
}
