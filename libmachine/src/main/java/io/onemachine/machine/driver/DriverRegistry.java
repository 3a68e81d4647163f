package io.onemachine.machine.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The available drivers, by name. */
@FunctionalInterface
public interface DriverRegistry {
    /** Returns the driver of that name, empty when there is none. */
    Optional<DriverProvider> find(String name);

    /** Returns the drivers that are part of this program, so that no plugin has to be started to list them. */
    default List<DriverProvider> builtIn() {
        return List.of();
    }

    /** Returns a registry of the given drivers, each under its name. */
    static DriverRegistry of(List<DriverProvider> providers) {
        return new BuiltInDrivers(providers);
    }

    /** Returns a registry of the drivers that are services on the module path or class path. */
    static DriverRegistry installed() {
        List<DriverProvider> providers = new ArrayList<>();
        ServiceLoader.load(DriverProvider.class).forEach(providers::add);
        return of(providers);
    }

    /** Returns a registry that searches this one first, then another. */
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
