package io.onemachine.machine.driver;

import java.util.List;
import java.util.Optional;

/** The drivers that are part of this program. */
record BuiltInDrivers(List<DriverProvider> builtIn) implements DriverRegistry {
    BuiltInDrivers {
        builtIn = List.copyOf(builtIn);
    }

    @Override
    public Optional<DriverProvider> find(String name) {
        return builtIn.stream().filter(driver -> driver.name().equals(name)).findFirst();
    }
}
