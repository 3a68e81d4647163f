package io.onemachine.plugin.client;

import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.DriverRegistry;
import io.onemachine.machine.process.ExecutableFinder;
import io.onemachine.plugin.protocol.Protocol;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds third-party drivers: programs called {@code docker-machine-driver-NAME} in {@code PATH}, as docker-machine
 * does.
 *
 * <p>A program is searched for when its driver is requested, and runs only while it is needed: once for its options, and
 * once for each machine that it acts on. {@link #close()} ends all processes and must be called before the program ends.
 */
public final class PluginDrivers implements DriverRegistry, AutoCloseable {
    private final Map<String, String> environment;
    private final PluginProcessRegistry processes;
    private final Map<String, PluginProvider> found = new ConcurrentHashMap<>();

    /** @param environment the environment variables, with the {@code PATH} to search; plugins inherit all of them */
    public PluginDrivers(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        this.processes = new PluginProcessRegistry(environment);
    }

    @Override
    public Optional<DriverProvider> find(String name) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        PluginProvider known = found.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        return ExecutableFinder.find(Protocol.PROGRAM_PREFIX + name, environment)
                .map(program -> found.computeIfAbsent(name, _ -> new PluginProvider(name, program, processes)));
    }

    @Override
    public void close() {
        processes.close();
    }
}
