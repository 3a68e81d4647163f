package io.onemachine.machine.driver;

import java.util.List;
import java.util.Optional;

/**
 * An account at a cloud: the endpoint of its front end and a user. Every method may fail with a {@link
 * io.onemachine.machine.error.MachineException}, and ends with {@link
 * io.onemachine.machine.error.OperationInterruptedException} when the thread is interrupted. Thread-safe.
 */
public interface CloudAccount {
    /** Returns the endpoint, such as {@code http://localhost:2633/RPC2}. */
    String endpoint();

    /** Returns the user's name. */
    String user();

    /** Returns the user's hosts that are tagged with the store's id. An untagged host is never included, whatever its name. */
    List<TaggedHost> hosts(String storeId);

    /**
     * Removes a host that {@link #hosts} returned, and waits until it is gone. A host that is already gone counts as removed.
     *
     * @param context receives progress reports; its machine is the host's name
     * @throws io.onemachine.machine.error.MachineException when it cannot be removed, or is not that host any more
     */
    void remove(DriverContext context, String storeId, TaggedHost host);

    /**
     * Returns the host of a machine that is no longer in the store, tagged or not; empty when it is gone.
     *
     * @param context the machine's context, as its driver had it
     * @param config the {@code Driver} object of its config.json
     * @throws io.onemachine.machine.error.HostUnknownException when no host can be identified with certainty
     */
    Optional<TaggedHost> hostOf(DriverContext context, DriverConfig config);

    /**
     * Removes the host that {@link #hostOf} returned, and waits until it is gone. A host that is already gone counts as removed.
     *
     * @throws io.onemachine.machine.error.MachineException when it cannot be removed, or is not that machine's any more
     */
    void removeHostOf(DriverContext context, DriverConfig config, TaggedHost host);
}
