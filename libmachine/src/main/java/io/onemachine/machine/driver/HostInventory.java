package io.onemachine.machine.driver;

import java.util.List;

/** Finds the hosts of a store, for a driver that tags the hosts it creates with {@link DriverContext#storeId()}. */
public interface HostInventory {
    /** Returns the options that name endpoint and credentials; a subset of {@link DriverProvider#flags()}. */
    List<DriverFlag> flags();

    /**
     * Returns the account that the options name, or the default account.
     *
     * @param options the values of {@link #flags()}
     * @throws io.onemachine.machine.error.MachineException when they name no credentials
     */
    CloudAccount account(DriverContext context, DriverOptions options);

    /**
     * Returns the account of a machine's host.
     *
     * @param config the {@code Driver} object of its config.json
     * @throws io.onemachine.machine.error.MachineException when it names no credentials
     */
    CloudAccount account(DriverContext context, DriverConfig config);

    /**
     * Returns whether a host may belong to a machine; true in doubt.
     *
     * @param config the {@code Driver} object of its config.json
     */
    boolean knows(DriverConfig config, TaggedHost host);

    /**
     * Returns what a machine's configuration says about its host; contacts nothing.
     *
     * @param config the {@code Driver} object of its config.json
     */
    HostReference reference(DriverConfig config);
}
