package io.onemachine.machine;

import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.options.SshOptions;
import io.onemachine.machine.options.SwarmOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A machine to create. Begun by {@link #of}; every other method returns a changed copy.
 *
 * @param name the machine's name, which is its host's too where a host can have it
 * @param driver the driver's name
 * @param options values of the driver's options by name without dashes, as text; a list option may have several
 * @param resolved all values of the driver's options, where the caller has found them; then {@code options} does not count
 * @param engine how to set up the engine
 * @param swarm classic Swarm; {@link SwarmOptions#defaults()} for none
 * @param ssh how to log in to the host
 * @param tlsSans additional names and addresses for the engine's certificate
 * @param keepOnFailure whether a creation that fails or is interrupted leaves what it has created
 */
public record CreateRequest(
        String name,
        String driver,
        Map<String, List<String>> options,
        Optional<DriverOptions> resolved,
        EngineOptions engine,
        SwarmOptions swarm,
        SshOptions ssh,
        List<String> tlsSans,
        boolean keepOnFailure) {
    public CreateRequest {
        options = Map.copyOf(options);
        tlsSans = List.copyOf(tlsSans);
    }

    /** Returns a request with the defaults of {@code docker-machine create}. */
    public static CreateRequest of(String name, String driver) {
        return new CreateRequest(
                name,
                driver,
                Map.of(),
                Optional.empty(),
                EngineOptions.defaults(),
                SwarmOptions.defaults(),
                SshOptions.defaults(),
                List.of(),
                false);
    }

    /**
     * Sets an option of the driver; one that is not set has the value of its environment variable, or its default.
     *
     * @param option the name without dashes, such as {@code opennebula-template-id}
     * @param values the value as text; several for a list option
     */
    public CreateRequest option(String option, String... values) {
        Map<String, List<String>> more = new LinkedHashMap<>(options);
        more.put(option, List.of(values));
        return new CreateRequest(name, driver, more, resolved, engine, swarm, ssh, tlsSans, keepOnFailure);
    }

    /** Sets all options of the driver at once, from a caller that resolved them. */
    public CreateRequest driverOptions(DriverOptions values) {
        return new CreateRequest(
                name, driver, options, Optional.of(values), engine, swarm, ssh, tlsSans, keepOnFailure);
    }

    public CreateRequest engine(EngineOptions replacement) {
        return new CreateRequest(name, driver, options, resolved, replacement, swarm, ssh, tlsSans, keepOnFailure);
    }

    public CreateRequest swarm(SwarmOptions replacement) {
        return new CreateRequest(name, driver, options, resolved, engine, replacement, ssh, tlsSans, keepOnFailure);
    }

    public CreateRequest ssh(SshOptions replacement) {
        return new CreateRequest(name, driver, options, resolved, engine, swarm, replacement, tlsSans, keepOnFailure);
    }

    /** Adds names or addresses to the engine's certificate. */
    public CreateRequest tlsSans(List<String> additional) {
        List<String> all = new ArrayList<>(tlsSans);
        all.addAll(additional);
        return new CreateRequest(name, driver, options, resolved, engine, swarm, ssh, all, keepOnFailure);
    }

    /** Sets whether a creation that fails or is interrupted leaves what it has created; by default it is rolled back. */
    public CreateRequest keepOnFailure(boolean keep) {
        return new CreateRequest(name, driver, options, resolved, engine, swarm, ssh, tlsSans, keep);
    }

    /** Returns all values of the driver's options. */
    DriverOptions driverOptions(DriverProvider provider, Map<String, String> environment) {
        return resolved.orElseGet(() -> DriverOptions.resolveTexts(provider.flags(), options, environment));
    }
}
