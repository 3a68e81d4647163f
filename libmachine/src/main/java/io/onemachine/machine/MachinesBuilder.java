package io.onemachine.machine;

import io.onemachine.machine.certificate.TlsFiles;
import io.onemachine.machine.driver.DriverRegistry;
import io.onemachine.machine.lifecycle.MachinesSettings;
import io.onemachine.machine.options.SshKind;
import io.onemachine.machine.process.CommandRunner;
import io.onemachine.machine.process.SystemCommandRunner;
import io.onemachine.machine.progress.Progress;
import io.onemachine.machine.time.Sleeper;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Opens the machines of a store with other than the default settings. */
public final class MachinesBuilder {
    private final Path store;
    private Map<String, String> environment = System.getenv();
    private Path home = Path.of(System.getProperty("user.home"));
    private String userName = System.getProperty("user.name");
    private Progress progress = Progress.silent();
    private SshKind ssh = SshKind.EXTERNAL;
    private Sleeper sleeper = Sleeper.system();
    private InstantSource clock = InstantSource.system();
    private @Nullable TlsFiles tlsFiles;
    private @Nullable DriverRegistry drivers;
    private Set<String> ownSecrets = Set.of();
    private @Nullable CommandRunner commands;
    private Function<Machines, ClusterMembership> membership = machines -> ClusterMembership.none();

    MachinesBuilder(Path store) {
        this.store = store;
    }

    /** Sets the shared TLS files; by default those of the store. */
    public MachinesBuilder tlsFiles(TlsFiles files) {
        tlsFiles = files;
        return this;
    }

    /** Sets where drivers are found; by default among the services of the module path. */
    public MachinesBuilder drivers(DriverRegistry registry) {
        drivers = registry;
        return this;
    }

    /** Sets where long operations report what they do; by default nowhere. */
    public MachinesBuilder progress(Progress target) {
        progress = target;
        return this;
    }

    /** Sets the SSH client; by default the {@code ssh} program where there is one. */
    public MachinesBuilder ssh(SshKind kind) {
        ssh = kind;
        return this;
    }

    /**
     * Sets the environment variables that the library reads, such as {@code ONE_AUTH} and {@code DOCKER_CONFIG}, the folder of the
     * docker client's configuration; by default those of this process.
     */
    public MachinesBuilder environment(Map<String, String> variables) {
        environment = Map.copyOf(variables);
        return this;
    }

    /** Sets the user's home folder, where docker contexts are kept in {@code .docker}; by default that of this process's user. */
    public MachinesBuilder home(Path folder) {
        home = folder;
        return this;
    }

    /** Sets the name in the client certificate; by default that of this process's user. */
    public MachinesBuilder userName(String name) {
        userName = name;
        return this;
    }

    /** Sets how to wait; for tests. */
    public MachinesBuilder sleeper(Sleeper replacement) {
        sleeper = replacement;
        return this;
    }

    /** Sets the clock for certificates; for tests. */
    public MachinesBuilder clock(InstantSource replacement) {
        clock = replacement;
        return this;
    }

    /**
     * Names environment variables that programs such as {@code ssh} are started without, besides those with the drivers' secrets. Without
     * effect when {@link #commands} is used.
     */
    public MachinesBuilder secretVariables(Set<String> names) {
        ownSecrets = Set.copyOf(names);
        return this;
    }

    /** Sets how programs are run; by default as child processes that do not get the variables with the drivers' secrets. */
    public MachinesBuilder commands(CommandRunner runner) {
        commands = runner;
        return this;
    }

    /** Sets what clusters need when their members change; by default machines are in no cluster. */
    public MachinesBuilder membership(Function<Machines, ClusterMembership> factory) {
        membership = factory;
        return this;
    }

    /** Opens the machines; nothing is read or written yet. */
    public Machines open() {
        DriverRegistry registry = drivers == null ? DriverRegistry.installed() : drivers;
        MachinesSettings settings = new MachinesSettings(
                store,
                tlsFiles == null ? TlsFiles.in(store) : tlsFiles,
                registry,
                progress,
                ssh,
                environment,
                home,
                userName,
                sleeper,
                clock,
                commands == null ? new SystemCommandRunner(() -> secretVariables(registry)) : commands);
        return new Machines(settings, membership);
    }

    private Set<String> secretVariables(DriverRegistry registry) {
        Set<String> names = new HashSet<>(ownSecrets);
        registry.builtIn().forEach(driver -> names.addAll(driver.secretVariables()));
        return names;
    }
}
