package io.onemachine.machine.driver;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A kind of driver, found by {@link java.util.ServiceLoader}; its constructor must be cheap. */
public interface DriverProvider {
    /** Returns the name after {@code --driver} and in config.json, such as {@code opennebula}. */
    String name();

    /** Returns the options that {@code create} takes for this driver, in the order of the help. */
    List<DriverFlag> flags();

    /** Returns the groups of the help for these options; those in none, and all of a driver without groups, are shown together. */
    default List<OptionGroup> optionGroups() {
        return List.of();
    }

    /**
     * Returns a driver for one machine; contacts nothing yet.
     *
     * @param config the {@code Driver} object of a stored machine's config.json; for a new machine {@link
     *     BaseDriverConfig#initial}. Unknown keys are kept and returned by {@link Driver#config()}
     */
    Driver open(DriverContext context, DriverConfig config);

    /**
     * Returns the environment variables that may hold secrets of the driver: by default those of its {@link DriverFlag.SecretFlag}s.
     * Helper programs such as {@code ssh} are started without them; plugins, which are drivers themselves, are not.
     */
    default Set<String> secretVariables() {
        return flags().stream()
                .filter(DriverFlag.SecretFlag.class::isInstance)
                .flatMap(flag -> flag.environment().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the bulk status queries; empty when each driver has to be asked itself. */
    default Optional<BulkStatusProvider> bulkStatusProvider() {
        return Optional.empty();
    }

    /** Returns the search for hosts that belong to no machine; empty for a driver that does not tag its hosts. */
    default Optional<HostInventory> inventory() {
        return Optional.empty();
    }

    /** Returns the options that name endpoint and credentials of a host to adopt; empty when the driver adopts none. */
    default Optional<List<DriverFlag>> adoptionFlags() {
        return Optional.empty();
    }

    /** Returns the checks of machines that are to be created together; empty when each machine's own check is all there is. */
    default Optional<SharedCreationChecks> sharedChecks() {
        return Optional.empty();
    }

    /**
     * Returns the options that a stored machine was created with, to write them down or to compare them; contacts nothing. Later changes of
     * the host are not in it, except that of its permissions.
     *
     * @param config the {@code Driver} object of its config.json
     * @return texts by flag name, several for a list, in the form of {@link DriverOptions#resolveTexts}; without options that have their
     *     default value, secrets, and those that name endpoint and credentials. Empty when they are not known
     */
    default Optional<Map<String, List<String>>> createOptions(DriverConfig config) {
        return Optional.empty();
    }

    /**
     * Returns what a change of an option requires on a host that exists.
     *
     * @param option the name of one of {@link #flags()}
     */
    default OptionEffect effectOf(String option) {
        return OptionEffect.REPLACE;
    }
}
