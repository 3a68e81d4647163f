package io.onemachine.machine.host;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An optional ability of a driver: to describe and change an existing host. As with {@link io.onemachine.machine.driver.Driver}, calls
 * block until the work is done or has failed, may fail with a {@link io.onemachine.machine.error.MachineException}, and come from one
 * thread at a time.
 */
public interface HostCare {
    /** Returns what the cloud knows of the host. */
    HostDescription describe();

    /** Returns the host's present size, each value known. */
    HostSize size();

    /**
     * Changes the host's size and verifies it afterwards. The values left out stay.
     *
     * @throws RestartRequiredException when the running host cannot be changed, but could be when it is off; nothing was changed
     * @throws QuotaException when a quota refuses the size
     */
    void resize(HostSize size);

    /**
     * Verifies that the host can still be identified when it has another name.
     *
     * @throws NotSupportedException when its name is all that identifies it
     */
    void requireRenamable();

    /** Renames the host in the cloud; its own host name stays. */
    void rename(String name);

    /** Returns when the cloud will remove the host; empty when it has no lease. */
    Optional<Instant> leaseEnd();

    /** Sets when the cloud removes the host; empty for never. */
    void setLeaseEnd(Optional<Instant> end);

    /** Returns the labels in the cloud, in order. */
    List<String> labels();

    /** Replaces the labels in the cloud. */
    void setLabels(List<String> labels);

    /**
     * Sets who may use the host in the cloud, and stores it as the value of the option.
     *
     * @param permissions in the form of the driver's option with the effect {@link
     *     io.onemachine.machine.driver.OptionEffect#PERMISSIONS}
     * @throws NotSupportedException when the driver cannot
     */
    default void setPermissions(String permissions) {
        throw new NotSupportedException("The driver cannot set permissions of a host");
    }

    /**
     * Marks the host in the cloud as one of a fleet, or takes the mark away; does nothing where the driver cannot mark hosts.
     *
     * @param fleet the fleet's name; empty for none
     */
    default void setFleet(Optional<String> fleet) {}

    /**
     * Returns the host's own addresses in the networks of its cards, in the order of the cards, IPv4 before IPv6 for each; never an external
     * one that a gateway translates. Empty where the driver does not know the cards.
     */
    default List<HostAddress> addresses() {
        return List.of();
    }

    /** Returns the snapshots, oldest first: those of the whole host, then those of its disk. */
    List<HostSnapshot> snapshots();

    /**
     * Takes a snapshot and waits until it is complete.
     *
     * @param name its name; need not be unique
     */
    HostSnapshot createSnapshot(String name, HostSnapshot.Kind kind);

    /** Takes the host back to a snapshot and waits until that is done: a running host, or the disk of one that is off. */
    void revert(HostSnapshot snapshot);

    /** Removes a snapshot and waits until it is gone. */
    void remove(HostSnapshot snapshot);

    /** Returns where the host's screen is shown. */
    HostConsole console();

    /** Returns what the cloud recorded about the host, oldest first. */
    List<HostEvent> events();
}
