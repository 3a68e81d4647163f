package io.onemachine.machine;

import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.host.HostToAdopt;
import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.options.SshOptions;
import io.onemachine.machine.options.SwarmOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A machine to create. Begun by {@link #of}; every method that takes a value returns a changed copy. */
public final class CreateRequest {
    private final String name;
    private final String driver;
    private Map<String, List<String>> options = Map.of();
    private @Nullable DriverOptions resolved;
    private EngineOptions engine = EngineOptions.defaults();
    private SwarmOptions swarm = SwarmOptions.defaults();
    private SshOptions ssh = SshOptions.defaults();
    private List<String> tlsSans = List.of();
    private boolean keepOnFailure;
    private Optional<HostToAdopt> adopted = Optional.empty();
    private boolean dockerContext;
    private Optional<FleetMembership> fleet = Optional.empty();

    private CreateRequest(String name, String driver) {
        this.name = name;
        this.driver = driver;
    }

    /** Returns a request with the defaults of {@code docker-machine create}. */
    public static CreateRequest of(String name, String driver) {
        return new CreateRequest(name, driver);
    }

    private CreateRequest copy() {
        CreateRequest copy = new CreateRequest(name, driver);
        copy.options = options;
        copy.resolved = resolved;
        copy.engine = engine;
        copy.swarm = swarm;
        copy.ssh = ssh;
        copy.tlsSans = tlsSans;
        copy.keepOnFailure = keepOnFailure;
        copy.adopted = adopted;
        copy.dockerContext = dockerContext;
        copy.fleet = fleet;
        return copy;
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
        CreateRequest copy = copy();
        copy.options = more;
        return copy;
    }

    /** Sets all options of the driver at once, from a caller that resolved them; then {@link #option} has no effect. */
    public CreateRequest driverOptions(DriverOptions values) {
        CreateRequest copy = copy();
        copy.resolved = values;
        return copy;
    }

    /** Sets how to set up the engine. */
    public CreateRequest engine(EngineOptions replacement) {
        CreateRequest copy = copy();
        copy.engine = replacement;
        return copy;
    }

    /** Sets the role in a classic Swarm; by default none. */
    public CreateRequest swarm(SwarmOptions replacement) {
        CreateRequest copy = copy();
        copy.swarm = replacement;
        return copy;
    }

    /** Sets how to log in to the host. */
    public CreateRequest ssh(SshOptions replacement) {
        CreateRequest copy = copy();
        copy.ssh = replacement;
        return copy;
    }

    /** Adds names or addresses to the engine's certificate. */
    public CreateRequest tlsSans(List<String> additional) {
        List<String> all = new ArrayList<>(tlsSans);
        all.addAll(additional);
        CreateRequest copy = copy();
        copy.tlsSans = List.copyOf(all);
        return copy;
    }

    /** Sets whether a creation that fails or is interrupted leaves what it has created; by default it is rolled back. */
    public CreateRequest keepOnFailure(boolean keep) {
        CreateRequest copy = copy();
        copy.keepOnFailure = keep;
        return copy;
    }

    /**
     * Makes the machine one of an existing host, which is left alone when the creation fails. The driver's options are then those of {@link
     * DriverProvider#adoptionFlags()}.
     */
    public CreateRequest adopting(HostToAdopt host) {
        CreateRequest copy = copy();
        copy.adopted = Optional.of(host);
        return copy;
    }

    /** Returns the existing host to adopt; empty for a new one. */
    public Optional<HostToAdopt> adopted() {
        return adopted;
    }

    /** Sets whether the machine gets a context of the docker client; by default it gets none. */
    public CreateRequest dockerContext(boolean wanted) {
        CreateRequest copy = copy();
        copy.dockerContext = wanted;
        return copy;
    }

    /** Makes the machine a member of a fleet; by default it is in none. */
    public CreateRequest fleet(FleetMembership membership) {
        CreateRequest copy = copy();
        copy.fleet = Optional.of(membership);
        return copy;
    }

    /** Returns the machine's name, which is its host's too where a host can have it. */
    public String name() {
        return name;
    }

    /** Returns the driver's name. */
    public String driver() {
        return driver;
    }

    /** Returns how to set up the engine. */
    public EngineOptions engine() {
        return engine;
    }

    /** Returns the role in a classic Swarm; {@link SwarmOptions#defaults()} for none. */
    public SwarmOptions swarm() {
        return swarm;
    }

    /** Returns how to log in to the host. */
    public SshOptions ssh() {
        return ssh;
    }

    /** Returns additional names and addresses for the engine's certificate. */
    public List<String> tlsSans() {
        return tlsSans;
    }

    /** Returns whether a creation that fails or is interrupted leaves what it has created. */
    public boolean keepOnFailure() {
        return keepOnFailure;
    }

    /** Returns whether the machine gets a context of the docker client. */
    public boolean dockerContext() {
        return dockerContext;
    }

    /** Returns the fleet that the machine belongs to. */
    public Optional<FleetMembership> fleet() {
        return fleet;
    }

    /** Returns all values of the driver's options. */
    DriverOptions driverOptions(DriverProvider provider, Map<String, String> environment) {
        if (resolved != null) {
            return resolved;
        }
        List<DriverFlag> flags =
                adopted.isEmpty() ? provider.flags() : provider.adoptionFlags().orElse(List.of());
        return DriverOptions.resolveTexts(flags, options, environment);
    }

    /** Returns what the request is for; the options' values may be secret. */
    @Override
    public String toString() {
        return "machine " + name + " of driver " + driver;
    }
}
