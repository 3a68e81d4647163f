package io.onemachine.plugin.client;

import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.DriverRegistry;
import io.onemachine.machine.process.ExecutableFinder;
import io.onemachine.plugin.protocol.Protocol;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The drivers that are programs called {@code docker-machine-driver-NAME} in {@code PATH}, written by whomever, as
 * docker-machine has always found them.
 *
 * <p>A program is looked for when its driver is asked for, and runs only while something is wanted of it: once for its
 * options, and once for each machine that it is to do something with. {@link #close()} ends all that still run; whoever
 * uses this must call it before the program ends.
 */
public final class PluginDrivers implements DriverRegistry, AutoCloseable {
    private final Map<String, String> environment;
    private final PluginProcessRegistry processes;
    private final Map<String, PluginProvider> found = new ConcurrentHashMap<>();

    /** @param environment with the {@code PATH} to look in; plugins get all of it */
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
