package io.onemachine.cli;

import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.DriverRegistry;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The drivers of the module path, looked for when the first one is asked for: many commands need none. */
final class InstalledDrivers implements DriverRegistry {
    private @Nullable DriverRegistry installed;

    @Override
    public Optional<DriverProvider> find(String name) {
        return installed().find(name);
    }

    @Override
    public List<DriverProvider> builtIn() {
        return installed().builtIn();
    }

    private synchronized DriverRegistry installed() {
        DriverRegistry present = installed;
        if (present == null) {
            present = DriverRegistry.installed();
            installed = present;
        }
        return present;
    }
}
