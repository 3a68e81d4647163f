package io.onemachine.machine.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The drivers there are, by name. */
@FunctionalInterface
public interface DriverRegistry {
    /** The driver of that name, empty when there is none. */
    Optional<DriverProvider> find(String name);

    /** The drivers given, each under its name. */
    static DriverRegistry of(List<DriverProvider> providers) {
        List<DriverProvider> known = List.copyOf(providers);
        return name ->
                known.stream().filter(provider -> provider.name().equals(name)).findFirst();
    }

    /** The drivers that come as services of the module path or class path. */
    static DriverRegistry installed() {
        List<DriverProvider> providers = new ArrayList<>();
        ServiceLoader.load(DriverProvider.class).forEach(providers::add);
        return of(providers);
    }

    /** This registry, then another for names that this one does not know. */
    default DriverRegistry or(DriverRegistry other) {
        return name -> find(name).or(() -> other.find(name));
    }
}
