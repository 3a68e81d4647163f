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

    /** The drivers that are part of this program, so that no one else has to be asked about them. */
    default List<DriverProvider> builtIn() {
        return List.of();
    }

    /** The drivers given, each under its name. */
    static DriverRegistry of(List<DriverProvider> providers) {
        return new BuiltInDrivers(providers);
    }

    /** The drivers that come as services of the module path or class path. */
    static DriverRegistry installed() {
        List<DriverProvider> providers = new ArrayList<>();
        ServiceLoader.load(DriverProvider.class).forEach(providers::add);
        return of(providers);
    }

    /** This registry, then another for names that this one does not know. */
    default DriverRegistry or(DriverRegistry other) {
        DriverRegistry first = this;
        return new DriverRegistry() {
            @Override
            public Optional<DriverProvider> find(String name) {
                return first.find(name).or(() -> other.find(name));
            }

            @Override
            public List<DriverProvider> builtIn() {
                List<DriverProvider> all = new ArrayList<>(first.builtIn());
                all.addAll(other.builtIn());
                return all;
            }
        };
    }
}
