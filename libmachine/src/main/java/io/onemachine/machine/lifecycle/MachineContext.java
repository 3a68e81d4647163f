package io.onemachine.machine.lifecycle;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.onemachine.machine.config.HostOptionsJson;
import io.onemachine.machine.driver.BaseDriverConfig;
import io.onemachine.machine.driver.BulkStatusProvider;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.driver.SharedAnswers;
import io.onemachine.machine.engine.CertificateExpiry;
import io.onemachine.machine.engine.EngineClient;
import io.onemachine.machine.engine.EngineEndpoint;
import io.onemachine.machine.engine.TlsCredentialsCache;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.DriverNotFoundException;
import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.machine.error.EngineConnectionException;
import io.onemachine.machine.error.EngineException;
import io.onemachine.machine.error.InvalidMachineConfigException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.host.HostCare;
import io.onemachine.machine.host.NotSupportedException;
import io.onemachine.machine.lock.MachineLock;
import io.onemachine.machine.lock.MachineLocks;
import io.onemachine.machine.options.AuthOptions;
import io.onemachine.machine.options.HostOptions;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.machine.progress.StepReporter;
import io.onemachine.machine.reference.Reference;
import io.onemachine.machine.ssh.SshClient;
import io.onemachine.machine.ssh.SshKeyPair;
import io.onemachine.machine.ssh.SshTarget;
import io.onemachine.machine.ssh.hostkey.HostKeyCheck;
import io.onemachine.machine.ssh.hostkey.HostKeyPolicy;
import io.onemachine.machine.ssh.hostkey.KnownHosts;
import io.onemachine.machine.store.MachineStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of the library share about one machine: its name, its entry in the store, its driver, and the ways to its host and
 * engine.
 *
 * <p>For one thread at a time.
 */
public final class MachineContext implements AutoCloseable {
    private static final Duration CHECK = Duration.ofSeconds(20);

    /** Not in docker-machine: the value of {@code --ssh-host-key}. Without it, pinned keys are used where there are any. */
    public static final String HOST_KEY_POLICY = "SSHHostKey";

    /** Not in docker-machine: the {@link Unfinished} work. Removed at its end. */
    public static final String UNFINISHED = "Unfinished";

    /** Not in docker-machine: the name of the machine's docker context. */
    private static final String DOCKER_CONTEXT = "DockerContext";

    private final MachinesSettings settings;
    private final MachineStore store;
    private final String name;
    private final SharedAnswers answers;
    private JsonObject config;
    private @Nullable JsonObject written;
    private @Nullable Driver driver;
    private boolean locked;

    /** Creates the context of a machine that shares no answers of its cloud with others. */
    public MachineContext(MachinesSettings settings, MachineStore store, String name, JsonObject config) {
        this(settings, store, name, config, SharedAnswers.none());
    }

    /** @param answers what the creations of several machines have asked their cloud */
    public MachineContext(
            MachinesSettings settings, MachineStore store, String name, JsonObject config, SharedAnswers answers) {
        this.settings = settings;
        this.store = store;
        this.name = name;
        this.config = config;
        this.answers = answers;
    }

    /** Loads a machine of a store; the caller closes it. */
    public static MachineContext load(MachinesSettings settings, MachineStore store, String name) {
        return new MachineContext(settings, store, name, store.read(name));
    }

    public String name() {
        return name;
    }

    public MachinesSettings settings() {
        return settings;
    }

    public MachineStore store() {
        return store;
    }

    /** Returns a new reporter of this machine's steps. */
    public StepReporter steps() {
        return new StepReporter(name, settings.progress(), settings.sleeper());
    }

    /** Returns the driver's name, as in config.json. */
    public String driverName() {
        return config.get("DriverName").getAsString();
    }

    /** Returns whether that driver is installed; without it, everything that needs the host fails with an error that says so. */
    public boolean driverAvailable() {
        return provider().isPresent();
    }

    /**
     * Returns the driver.
     *
     * @throws DriverNotFoundException when there is none of that name
     */
    public Driver driver() {
        Driver present = driver;
        if (present != null) {
            return present;
        }
        DriverProvider provider = provider().orElseThrow(() -> DriverNotFoundException.forStoredMachine(driverName()));
        Driver opened = provider.open(context(), StoredConfig.driver(config));
        driver = opened;
        return opened;
    }

    /**
     * Returns the driver's ability to describe and change the host.
     *
     * @param command the command that needs it, for the error message
     * @throws NotSupportedException when the driver does not have it
     */
    public HostCare care(String command) {
        return driver().care()
                .orElseThrow(() -> new NotSupportedException("The driver \"" + driverName() + "\" of machine \"" + name
                        + "\" does not support \"" + Reference.command(command) + "\""));
    }

    /** Returns the text that config.json has at a key of its own; empty for none. */
    public Optional<String> note(String key) {
        return config.get(key) instanceof JsonPrimitive text && text.isString()
                ? Optional.of(text.getAsString()).filter(it -> !it.isEmpty())
                : Optional.empty();
    }

    /** Writes a text to config.json at a key of its own; empty removes the key. */
    public void putNote(String key, Optional<String> text) {
        setNote(key, text);
        save();
    }

    /** Returns the object that config.json has at a key of its own; empty for none. */
    public Optional<JsonObject> noteObject(String key) {
        return config.get(key) instanceof JsonObject object ? Optional.of(object.deepCopy()) : Optional.empty();
    }

    /** Writes an object to config.json at a key of its own; empty removes the key. */
    public void putNoteObject(String key, Optional<JsonObject> object) {
        config.remove(key);
        object.ifPresent(it -> config.add(key, it));
        save();
    }

    /** Returns the work on the machine that has begun and is not known to have ended. */
    public Optional<Unfinished> unfinished() {
        return note(UNFINISHED).flatMap(Unfinished::of);
    }

    /** Sets, for the next {@link #save}, that work has begun; empty that all has ended. */
    void setUnfinished(Optional<Unfinished> work) {
        setNote(UNFINISHED, work.map(Unfinished::text));
    }

    /** Replaces the options of the host, for the next {@link #save}. */
    void setOptions(HostOptions options) {
        JsonObject json = config.get("HostOptions") instanceof JsonObject object ? object : new JsonObject();
        HostOptionsJson.write(options, json);
        config.add("HostOptions", json);
    }

    /** Returns whether this process holds the machine's lock. */
    public boolean isLocked() {
        return locked;
    }

    private void setNote(String key, Optional<String> text) {
        config.remove(key);
        text.ifPresent(it -> config.addProperty(key, it));
    }

    /** Returns the machine's folder in the store. */
    public Path directory() {
        return store.directory(name);
    }

    /** Returns a copy of the whole config.json, with the driver's present configuration where the driver is installed. */
    public JsonObject config() {
        JsonObject copy = config.deepCopy();
        if (driver != null || driverAvailable()) {
            StoredConfig.put(copy, driver().config());
        }
        return copy;
    }

    /** Returns {@link #config()}, or the stored configuration where the driver cannot be opened. */
    JsonObject lastConfig() {
        try {
            return config();
        } catch (MachineException e) {
            return config.deepCopy();
        }
    }

    /**
     * Returns the options of the host.
     *
     * @throws io.onemachine.machine.error.InvalidMachineConfigException when one is of the wrong type
     */
    public HostOptions options() {
        return HostOptionsJson.read(
                config.get("HostOptions") instanceof JsonObject options ? options : new JsonObject());
    }

    /** Returns the name of the machine's docker context; empty when it has none, or docker-machine has dropped the key. */
    public Optional<String> dockerContext() {
        return note(DOCKER_CONTEXT);
    }

    /** Sets the name of the machine's docker context, which {@link #save} writes; empty for none. */
    public void setDockerContext(Optional<String> context) {
        setNote(DOCKER_CONTEXT, context);
    }

    /** Asks the driver for the host's state. */
    public MachineState state() {
        return driver().state();
    }

    /** Asks the driver for the host's address. */
    public String ip() {
        return driver().ip();
    }

    /**
     * Returns the engine's endpoint, such as {@code tcp://192.0.2.7:2376}; empty when the driver knows none.
     *
     * @throws io.onemachine.machine.error.HostNotRunningException when the host is not running
     */
    public String url() {
        return driver().url();
    }

    /** Writes the driver's present configuration to the store, unless it is what was written last. */
    public void save() {
        StoredConfig.put(config, driver().config());
        if (!config.equals(written)) {
            store.write(name, config);
            written = config.deepCopy();
            SshKeyPair.replaceLinks(directory());
        }
    }

    /**
     * Verifies that the engine can be reached with the machine's certificates.
     *
     * @return when those expire
     * @throws EngineConnectionException when it cannot
     */
    public CertificateExpiry checkConnection() {
        try {
            return checkableEngine().check();
        } catch (EngineConnectionException e) {
            throw driver().provisionable()
                    ? e
                    : e.ofForeignEngine(Path.of(options().auth().caCertPath()));
        }
    }

    /** Returns a client; an invalid endpoint is reported as a failed connection. */
    private EngineClient checkableEngine() {
        String url = url();
        try {
            return engineAt(url, CHECK, new TlsCredentialsCache());
        } catch (EngineException e) {
            throw new EngineConnectionException(url, e.getMessage(), e);
        }
    }

    /**
     * Returns the SSH server of the host.
     *
     * @throws DriverException when the driver knows no host to log in to
     */
    public SshTarget sshTarget() {
        String host = driver().sshHostname();
        if (host.isEmpty()) {
            throw noSshHost();
        }
        return sshTargetAt(host);
    }

    /** Returns the SSH server of the host at an address that is known already. */
    public SshTarget sshTargetAt(String address) {
        String key = driver().sshKeyPath();
        return new SshTarget(
                address,
                driver().sshPort(),
                driver().sshUser(),
                key.isEmpty() ? Optional.empty() : Optional.of(Path.of(key)),
                hostKeyCheck());
    }

    /** Returns the machine's pinned host keys. */
    KnownHosts knownHosts() {
        return KnownHosts.in(directory());
    }

    private HostKeyCheck hostKeyCheck() {
        return hostKeyPolicy().check(knownHosts());
    }

    HostKeyPolicy hostKeyPolicy() {
        JsonElement policy = config.get(HOST_KEY_POLICY);
        if (policy == null) {
            return HostKeyPolicy.BEST;
        }
        try {
            return HostKeyPolicy.parse(
                    policy instanceof JsonPrimitive text ? text.getAsString() : policy.toString(), HOST_KEY_POLICY);
        } catch (DriverOptionException e) {
            throw new InvalidMachineConfigException("config.json of \"" + name + "\": " + e.reason(), e);
        }
    }

    /** Returns an SSH client for the host; the caller closes it. */
    public SshClient ssh() {
        return new DefaultSshClientFactory(settings).open(sshTarget());
    }

    /** Closes the driver; the machine keeps running. */
    @Override
    public void close() {
        Driver closing = driver;
        driver = null;
        if (closing != null) {
            closing.close();
        }
    }

    /** Returns the bulk status queries of its driver; does not open the driver, which may be a process. */
    public Optional<BulkStatusProvider> bulkStatusProvider() {
        return provider().flatMap(DriverProvider::bulkStatusProvider);
    }

    /** Returns the error for a login to a machine that is only the URL of an engine. */
    public DriverException noSshHost() {
        return new DriverException(
                "Machine \"" + name + "\" has no host to log in to: its driver \"" + driverName()
                        + "\" only knows the URL of an engine",
                "Those who run that engine manage its host.",
                null);
    }

    public EngineClient engine(Duration timeout) {
        return engineAt(url(), timeout, new TlsCredentialsCache());
    }

    /**
     * Returns a client of the machine's engine.
     *
     * @param url the engine's endpoint, as {@link #url} returns it
     * @param timeout for one request, connecting included
     * @param credentials credentials shared by the clients of many engines, so that each file is read once
     */
    public EngineClient engineAt(String url, Duration timeout, TlsCredentialsCache credentials) {
        AuthOptions auth = options().auth();
        return new EngineClient(
                EngineEndpoint.parse(url),
                Path.of(auth.caCertPath()),
                Path.of(auth.clientCertPath()),
                Path.of(auth.clientKeyPath()),
                Path.of(auth.serverCertPath()),
                timeout,
                credentials,
                networkExchange ->
                        settings.progress().report(new ProgressEvent.NetworkActivity(name, networkExchange)));
    }

    /** Returns the host's last known address, without asking the driver; empty when there is none. */
    public String lastAddress() {
        return driver().config().text(BaseDriverConfig.IP_ADDRESS);
    }

    /**
     * Runs work while holding the machine's lock. The entry is read again first, as it may have changed since it was loaded.
     *
     * @param command the command that the lock is for, such as {@code stop}
     * @param work receives the commands that held the lock while this one waited for it
     */
    public void withLock(String command, Consumer<Set<String>> work) {
        MachineLocks locks = locks();
        try (MachineLock _ = locks.acquire(command, name)) {
            withFreshConfig(() -> work.accept(locks.others()));
        }
    }

    /** Does the same for work with a result. */
    public <T> T getWithLock(String command, Supplier<T> work) {
        List<T> result = new ArrayList<>(1);
        withLock(command, others -> result.add(work.get()));
        return result.getFirst();
    }

    /** Does the same for {@code kill}, which does not wait for commands that only start or stop the host. */
    public void withKillLock(Consumer<Set<String>> work) {
        MachineLocks locks = locks();
        try (MachineLock _ = locks.acquireForKill(name)) {
            withFreshConfig(() -> work.accept(locks.others()));
        }
    }

    private void withFreshConfig(Runnable work) {
        JsonObject now = store.read(name);
        if (!now.equals(config)) {
            close();
            config = now;
            written = null;
        }
        whileLocked(work);
    }

    /** Runs work while the caller holds the machine's lock; what the driver wants saved is saved at once. */
    public void whileLocked(Runnable work) {
        locked = true;
        try {
            work.run();
        } finally {
            locked = false;
        }
    }

    /** Saves what the driver wants saved. A read-only command skips this while another command changes the machine. */
    private void saveDriverState() {
        if (locked) {
            save();
            return;
        }
        try {
            locks().tryAcquire("ls", name).ifPresent(this::saveDriverStateUnlessChanged);
        } catch (MachineException e) {
            // Reading must also work in a store that is not writable.
            settings.progress().report(new ProgressEvent.Detail(name, "Not kept: " + e.getMessage()));
        }
    }

    private void saveDriverStateUnlessChanged(MachineLock lock) {
        try (lock) {
            if (store.read(name).equals(config)) {
                save();
            }
        }
    }

    MachineLocks locks() {
        return settings.locks(store);
    }

    private Optional<DriverProvider> provider() {
        return settings.drivers().find(driverName());
    }

    private DriverContext context() {
        return new DriverContext(
                name,
                store.path(),
                directory(),
                settings.environment(),
                settings.home(),
                settings.progress(),
                this::saveDriverState,
                settings.sleeper(),
                settings.commands(),
                target -> new DefaultSshClientFactory(settings).open(target.checkedBy(hostKeyCheck())),
                answers);
    }
}
