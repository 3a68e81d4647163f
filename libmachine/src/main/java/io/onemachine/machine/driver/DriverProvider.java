package io.onemachine.machine.driver;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A kind of driver, found by {@link java.util.ServiceLoader}; its constructor does nothing that costs time. */
public interface DriverProvider {
    /** The name after {@code --driver} and in config.json, such as {@code opennebula}. */
    String name();

    /** The options that {@code create} takes for this driver, in the order of the help. */
    List<DriverFlag> flags();

    /** The groups of the help for these options; those in none, and all of a driver without groups, are shown together. */
    default List<OptionGroup> optionGroups() {
        return List.of();
    }

    /**
     * A driver for one machine. Talks to nobody yet.
     *
     * @param config for a stored machine what config.json has under {@code Driver}; for a new one
     *     {@link BaseDriverConfig#initial}. Keys that are not known are kept and given back by {@link Driver#config()}
     */
    Driver open(DriverContext context, JsonObject config);

    /**
     * Environment variables that may hold its secrets. Programs that only help, such as {@code ssh}, are started without them; plugins,
     * which are drivers themselves, are not.
     */
    default Set<String> secretVariables() {
        return Set.of();
    }

    /** How to look at many hosts at once; empty when each driver has to be asked itself. */
    default Optional<BulkStatusProvider> survey() {
        return Optional.empty();
    }

    /** What finds hosts that no machine knows any more; empty for a driver that does not mark its hosts. */
    default Optional<HostInventory> inventory() {
        return Optional.empty();
    }
}
