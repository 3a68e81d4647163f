package io.onemachine.machine.driver;

import java.util.List;

/**
 * A place where hosts are, as one user sees it: a cloud's front end and who asks it. Every method may fail with a {@link
 * io.onemachine.machine.error.MachineException}, and ends with {@link
 * io.onemachine.machine.error.OperationInterruptedException} when the thread is interrupted. For any thread.
 */
public interface HostPlace {
    /** Where it is, such as {@code http://localhost:2633/RPC2}. */
    String endpoint();

    /** Who asks. */
    String user();

    /** The user's hosts that say they are of a store. One that does not say so is never among them, whatever its name. */
    List<StoreHost> hosts(String storeId);

    /**
     * Removes a host that {@link #hosts} gave, and waits until it is gone. One that is gone counts as removed.
     *
     * @param context where to say what is done; its machine is the host's name
     * @throws io.onemachine.machine.error.MachineException when it cannot be removed, or is not that host any more
     */
    void remove(DriverContext context, String storeId, StoreHost host);
}
