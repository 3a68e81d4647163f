package io.onemachine.machine.driver;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * A place where hosts are, as one user sees it: a cloud's front end and who asks it. Every method may fail with a {@link
 * io.onemachine.machine.error.MachineException}, and ends with {@link
 * io.onemachine.machine.error.OperationInterruptedException} when the thread is interrupted. For any thread.
 */
public interface CloudAccount {
    /** Where it is, such as {@code http://localhost:2633/RPC2}. */
    String endpoint();

    /** Who asks. */
    String user();

    /** The user's hosts that say they are of a store. One that does not say so is never among them, whatever its name. */
    List<TaggedHost> hosts(String storeId);

    /**
     * Removes a host that {@link #hosts} gave, and waits until it is gone. One that is gone counts as removed.
     *
     * @param context where to say what is done; its machine is the host's name
     * @throws io.onemachine.machine.error.MachineException when it cannot be removed, or is not that host any more
     */
    void remove(DriverContext context, String storeId, TaggedHost host);

    /**
     * The host of a machine that is not in the store any more, with marks or without; empty when it is gone.
     *
     * @param context the machine's, as its driver had it
     * @param config what config.json had under {@code Driver}
     * @throws io.onemachine.machine.error.HostUnknownException when nothing is known for certain to be its host
     */
    Optional<TaggedHost> hostOf(DriverContext context, JsonObject config);

    /**
     * Removes the host that {@link #hostOf} gave, and waits until it is gone. One that is gone counts as removed.
     *
     * @throws io.onemachine.machine.error.MachineException when it cannot be removed, or is not that machine's any more
     */
    void removeHostOf(DriverContext context, JsonObject config, TaggedHost host);
}
