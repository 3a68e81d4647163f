package io.onemachine.machine.driver;

import com.google.gson.JsonObject;
import java.util.List;

/** Finds the hosts of a store, for a driver that marks the hosts it makes with {@link DriverContext#storeId()}. */
public interface HostInventory {
    /** The options that say where to look and who asks; some of {@link DriverProvider#flags()}. */
    List<DriverFlag> flags();

    /**
     * Where the options say, or what stands in for them.
     *
     * @param options the values of {@link #flags()}
     * @throws io.onemachine.machine.error.MachineException when they do not say who asks
     */
    CloudAccount place(DriverContext context, DriverOptions options);

    /**
     * Where a machine's host is.
     *
     * @param config what config.json has under {@code Driver}
     * @throws io.onemachine.machine.error.MachineException when it does not say who asks
     */
    CloudAccount place(DriverContext context, JsonObject config);

    /**
     * Whether a host may be a machine's. When that cannot be told it may be.
     *
     * @param config what config.json has under {@code Driver}
     */
    boolean knows(JsonObject config, TaggedHost host);

    /**
     * What a machine's configuration says of its host; asks no one.
     *
     * @param config what config.json has under {@code Driver}
     */
    HostReference reference(JsonObject config);
}
