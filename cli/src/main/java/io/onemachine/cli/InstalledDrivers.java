package io.onemachine.cli;

import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.DriverRegistry;
import io.onemachine.plugin.client.PluginDrivers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds drivers on the module path, then as plugins in {@code PATH}. Searches on first use, because many commands need no
 * driver. A plugin cannot replace a built-in driver.
 */
final class InstalledDrivers implements DriverRegistry, AutoCloseable {
    private final Map<String, String> environment;
    private @Nullable DriverRegistry installed;
    private @Nullable PluginDrivers plugins;

    InstalledDrivers(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Optional<DriverProvider> find(String name) {
        return installed().find(name);
    }

    @Override
    public List<DriverProvider> builtIn() {
        return installed().builtIn();
    }

    /** Ends all plugin processes. */
    @Override
    public synchronized void close() {
        if (plugins != null) {
            plugins.close();
        }
    }

    private synchronized DriverRegistry installed() {
        DriverRegistry present = installed;
        if (present == null) {
            present = DriverRegistry.installed().or(name -> plugins().find(name));
            installed = present;
        }
        return present;
    }

    private synchronized PluginDrivers plugins() {
        PluginDrivers present = plugins;
        if (present == null) {
            present = new PluginDrivers(environment);
            plugins = present;
        }
        return present;
    }
}
