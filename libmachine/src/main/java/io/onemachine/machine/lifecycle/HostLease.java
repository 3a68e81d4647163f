package io.onemachine.machine.lifecycle;

import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.host.HostCare;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Changes when the cloud removes a machine's host. */
public final class HostLease {
    static final String COMMAND = "lease";

    private final MachineContext machine;

    public HostLease(MachineContext machine) {
        this.machine = machine;
    }

    /** Returns when the lease ends; empty when there is none. */
    public Optional<Instant> end() {
        return machine.care(COMMAND).leaseEnd();
    }

    /** Lets the lease end later: counted from its present end, or from now where there is no lease or it is over. */
    public Instant extend(Duration by) {
        HostCare care = machine.care(COMMAND);
        Instant now = machine.settings().clock().instant();
        Instant from = care.leaseEnd().filter(end -> end.isAfter(now)).orElse(now);
        return set(care, from.plus(by));
    }

    /**
     * Sets the end.
     *
     * @throws MachineException when it is past
     */
    public Instant setEnd(Instant end) {
        return set(machine.care(COMMAND), end);
    }

    private Instant set(HostCare care, Instant end) {
        Instant seconds = Instant.ofEpochSecond(end.getEpochSecond());
        if (!seconds.isAfter(machine.settings().clock().instant())) {
            throw new MachineException(
                    "The lease of machine \"" + machine.name() + "\" cannot end in the past: " + seconds
                            + "; the cloud would remove the host at once",
                    "Give a time to come, or remove the machine.",
                    null);
        }
        care.setLeaseEnd(Optional.of(seconds));
        return seconds;
    }

    /** Ends the lease: the host stays until it is removed. */
    public void drop() {
        machine.care(COMMAND).setLeaseEnd(Optional.empty());
    }
}
