package io.onemachine.machine;

import io.onemachine.machine.driver.BulkStatusProvider;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.HostStatus;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.engine.CertificateExpiry;
import io.onemachine.machine.engine.EngineClient;
import io.onemachine.machine.engine.EngineVersion;
import io.onemachine.machine.engine.TlsCredentialsCache;
import io.onemachine.machine.host.HostConsole;
import io.onemachine.machine.host.HostDescription;
import io.onemachine.machine.host.HostEvent;
import io.onemachine.machine.host.HostSize;
import io.onemachine.machine.host.HostSnapshot;
import io.onemachine.machine.host.LabelChange;
import io.onemachine.machine.host.NotSupportedException;
import io.onemachine.machine.json.GoJson;
import io.onemachine.machine.lifecycle.HostLease;
import io.onemachine.machine.lifecycle.HostMaintenance;
import io.onemachine.machine.lifecycle.HostResize;
import io.onemachine.machine.lifecycle.MachineContext;
import io.onemachine.machine.lifecycle.PowerOperations;
import io.onemachine.machine.lifecycle.SnapshotOperations;
import io.onemachine.machine.lifecycle.Unfinished;
import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.options.HostOptions;
import io.onemachine.machine.options.OptionValidator;
import io.onemachine.machine.provision.Provisioners;
import io.onemachine.machine.ssh.SshClient;
import io.onemachine.machine.ssh.SshTarget;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One machine: its entry in the store, the host that its driver handles, and the engine in it.
 *
 * <p>For one thread at a time.
 */
public final class Machine implements HostStatus, AutoCloseable {
    private final MachineContext context;
    private final ClusterMembership membership;

    Machine(MachineContext context, ClusterMembership membership) {
        this.context = context;
        this.membership = membership;
    }

    public String name() {
        return context.name();
    }

    /** Returns the driver's name, as in config.json. */
    public String driverName() {
        return context.driverName();
    }

    /** Returns whether that driver is installed; without it, everything that needs the host fails with an error that says so. */
    public boolean driverAvailable() {
        return context.driverAvailable();
    }

    /**
     * Returns the driver.
     *
     * @throws io.onemachine.machine.error.DriverNotFoundException when there is none of that name
     */
    public Driver driver() {
        return context.driver();
    }

    /** Returns the machine's folder in the store. */
    public Path directory() {
        return context.directory();
    }

    /** Returns the whole config.json as a JSON object, with the driver's present configuration where the driver is installed. */
    public String configJson() {
        return GoJson.compact(context.config());
    }

    /**
     * Returns the options of the host.
     *
     * @throws io.onemachine.machine.error.InvalidMachineConfigException when one is of the wrong type
     */
    public HostOptions options() {
        return context.options();
    }

    /** Asks the driver for the host's state. */
    @Override
    public MachineState state() {
        return context.state();
    }

    /** Asks the driver for the host's address. */
    @Override
    public String ip() {
        return context.ip();
    }

    /**
     * Returns the engine's endpoint, such as {@code tcp://192.0.2.7:2376}; empty when the driver knows none.
     *
     * @throws io.onemachine.machine.error.HostNotRunningException when the host is not running
     */
    @Override
    public String url() {
        return context.url();
    }

    @Override
    public boolean isGone() {
        return context.driver().isGone();
    }

    @Override
    public Optional<Instant> leaseEnd() {
        return context.driver().leaseEnd();
    }

    /** Writes the driver's present configuration to the store, unless it is what was written last. */
    public void save() {
        context.save();
    }

    /**
     * Starts the host and waits until SSH and the engine answer.
     *
     * @throws io.onemachine.machine.error.MachineStateException when it is running
     */
    public void start() {
        context.withLock("start", others -> {
            new PowerOperations(context, others).start();
            membership.afterStart(this);
        });
    }

    /**
     * Shuts the host down.
     *
     * @throws io.onemachine.machine.error.MachineStateException when it is stopped
     */
    public void stop() {
        stop(StopRequest.PLAIN);
    }

    /**
     * Shuts the host down.
     *
     * @throws io.onemachine.machine.error.MachineStateException when it is stopped
     * @throws io.onemachine.machine.error.MachineException when its cluster would lose its majority
     */
    public void stop(StopRequest request) {
        context.withLock("stop", others -> {
            membership.beforeStop(this, request);
            new PowerOperations(context, others).stop();
        });
    }

    /** Restarts the host, or starts it when it is stopped, and waits until SSH and the engine answer. */
    public void restart() {
        context.withLock(
                "restart",
                others -> membership.whileRestarting(this, () -> {
                    new PowerOperations(context, others).restart();
                    membership.afterStart(this);
                }));
    }

    /**
     * Turns the host off.
     *
     * @throws io.onemachine.machine.error.MachineStateException when it is stopped
     */
    public void kill() {
        context.withKillLock(others -> new PowerOperations(context, others).kill());
    }

    /**
     * Provisions the host again: installs Docker when it is missing, gives the engine a new certificate, and configures it.
     *
     * @throws io.onemachine.machine.error.HostNotRunningException when the host is off
     * @throws io.onemachine.machine.error.DriverException when there is no host to log in to
     */
    public void provision() {
        changeEngine("provision", HostMaintenance::provision);
    }

    /**
     * Issues a new certificate for the engine and restarts it with that; everything else on the host stays as it is.
     *
     * @throws io.onemachine.machine.error.HostNotRunningException when the host is off
     * @throws io.onemachine.machine.error.DriverException when there is no host to log in to
     */
    public void regenerateCertificates() {
        changeEngine("regenerate-certs", HostMaintenance::renewCertificates);
    }

    /** Upgrades Docker to the newest version that the host's packages offer; a host that is off is started first. */
    public void upgrade() {
        changeEngine("upgrade", HostMaintenance::upgrade);
    }

    /**
     * Gives the engine other options, and its certificate other names, by provisioning the host again. When this fails or is interrupted,
     * {@link #isUnfinished} says so, and {@link #provision} completes it.
     *
     * @param tlsSans names and addresses in the engine's certificate besides the host's own
     *
     * @throws io.onemachine.machine.error.HostNotRunningException when the host is off
     * @throws io.onemachine.machine.error.DriverException when there is no host to log in to
     */
    public void reconfigure(EngineOptions options, List<String> tlsSans) {
        OptionValidator.check(options);
        changeEngine("provision", maintenance -> maintenance.reconfigure(options, tlsSans));
    }

    private void changeEngine(String command, Consumer<HostMaintenance> work) {
        context.withLock(
                command, others -> membership.whileRestarting(this, () -> work.accept(new HostMaintenance(context))));
    }

    /**
     * Opens ports in the host's firewall, now and whenever the host is provisioned, unless the engine options leave the firewall alone.
     *
     * @param ports such as {@code 7946/udp}; they replace those of an earlier call
     */
    public void openPorts(List<String> ports) {
        whileLocked("provision", () -> new HostMaintenance(context).openPorts(ports));
    }

    /** Returns whether the creation of the machine was killed or left as it failed, or the last change of its engine was. */
    public boolean isUnfinished() {
        return context.unfinished().isPresent();
    }

    /** Returns whether the creation of the machine was killed, or left as it failed: its host may be in any state. */
    public boolean isCreationUnfinished() {
        return context.unfinished().filter(Unfinished.CREATION::equals).isPresent();
    }

    /** Returns the fleet that the machine belongs to; empty for none. */
    public Optional<FleetMembership> fleet() {
        return context.noteObject(FleetMembership.KEY).map(FleetMembership::of);
    }

    /** Makes the machine a member of a fleet, or of none, in the store and at its cloud. */
    public void setFleet(Optional<FleetMembership> fleet) {
        whileLocked("apply", () -> {
            Optional<String> before = fleet().map(FleetMembership::fleet);
            Optional<String> after = fleet.map(FleetMembership::fleet);
            if (!before.equals(after)) {
                context.driver().care().ifPresent(care -> care.setFleet(after));
            }
            context.putNoteObject(FleetMembership.KEY, fleet.map(FleetMembership::json));
        });
    }

    /**
     * Returns the text that config.json has at a key of this program's own; empty for none.
     *
     * @param key a key that docker-machine does not have
     */
    public Optional<String> note(String key) {
        return context.note(key);
    }

    /** Writes a text to config.json at a key of this program's own; empty removes the key. */
    public void putNote(String key, Optional<String> text) {
        whileLocked("note", () -> context.putNote(key, text));
    }

    /** Runs work with the machine's lock, which a {@link ClusterMembership} has already. */
    private void whileLocked(String command, Runnable work) {
        if (context.isLocked()) {
            work.run();
        } else {
            context.withLock(command, others -> work.run());
        }
    }

    /**
     * Returns what the cloud knows of the host.
     *
     * @throws NotSupportedException when the driver cannot say
     */
    public HostDescription describe() {
        return context.care("info").describe();
    }

    /**
     * Changes the size of the host: while it runs where the cloud can do that.
     *
     * @param size the new values; those left out stay
     * @param mayRestart whether a running host may be stopped and started for it
     * @return the size afterwards
     * @throws NotSupportedException when the driver cannot
     * @throws io.onemachine.machine.host.RestartRequiredException when the host would have to be restarted
     * @throws io.onemachine.machine.host.QuotaException when a quota refuses the size
     */
    public HostSize resize(HostSize size, boolean mayRestart) {
        return context.getWithLock("resize", () -> new HostResize(context).run(size, mayRestart));
    }

    /**
     * Asks the cloud when it removes the host; empty for never.
     *
     * @throws NotSupportedException when the driver's hosts have no lease
     */
    public Optional<Instant> lease() {
        return new HostLease(context).end();
    }

    /** Lets the host's lease end later, and returns the end: counted from its present end, or from now where there is no lease. */
    public Instant extendLease(Duration by) {
        return context.getWithLock("lease", () -> new HostLease(context).extend(by));
    }

    /** Sets the end of the host's lease, and returns it, in whole seconds. */
    public Instant setLeaseEnd(Instant end) {
        return context.getWithLock("lease", () -> new HostLease(context).setEnd(end));
    }

    /** Ends the host's lease: the host stays until it is removed. */
    public void dropLease() {
        context.withLock("lease", others -> new HostLease(context).drop());
    }

    /**
     * Returns the host's labels in the cloud.
     *
     * @throws NotSupportedException when the driver's hosts have no labels
     */
    public List<String> labels() {
        return context.care("label").labels();
    }

    /** Changes the host's labels in the cloud, and returns all of them. */
    public List<String> changeLabels(List<LabelChange> changes) {
        return context.getWithLock("label", () -> {
            List<String> before = context.care("label").labels();
            List<String> labels = LabelChange.apply(before, changes);
            if (!labels.equals(before)) {
                context.care("label").setLabels(labels);
            }
            return labels;
        });
    }

    /** Replaces the host's labels in the cloud. */
    public void setLabels(List<String> labels) {
        context.withLock("label", others -> context.care("label").setLabels(labels));
    }

    /**
     * Sets who may use the host in the cloud.
     *
     * @param permissions as in the driver's option
     * @throws NotSupportedException when the driver cannot
     */
    public void setPermissions(String permissions) {
        context.withLock("apply", others -> context.care("apply").setPermissions(permissions));
    }

    /**
     * Returns the host's snapshots, oldest first: those of the whole host, then those of its disk.
     *
     * @throws NotSupportedException when the driver's hosts have no snapshots
     */
    public List<HostSnapshot> snapshots() {
        return new SnapshotOperations(context).list();
    }

    /**
     * Takes a snapshot of the running host, or of its disk.
     *
     * @param name its name; empty for the machine's name with the time
     */
    public HostSnapshot createSnapshot(String name, HostSnapshot.Kind kind) {
        return context.getWithLock("snapshot", () -> new SnapshotOperations(context).create(name, kind));
    }

    /**
     * Takes the running host back to a snapshot, or the disk of a host that is off, and repairs clock and engine certificate.
     *
     * @param nameOrId the snapshot's name or id
     */
    public void revertSnapshot(String nameOrId, HostSnapshot.Kind kind) {
        context.withLock("snapshot", others -> new SnapshotOperations(context).revert(nameOrId, kind));
    }

    /** Removes a snapshot, named by its name or id. */
    public void removeSnapshot(String nameOrId, HostSnapshot.Kind kind) {
        context.withLock("snapshot", others -> new SnapshotOperations(context).remove(nameOrId, kind));
    }

    /**
     * Returns where the host's screen is shown.
     *
     * @throws NotSupportedException when the driver does not know
     */
    public HostConsole console() {
        return context.care("console").console();
    }

    /**
     * Returns what the cloud recorded about the host, oldest first.
     *
     * @throws NotSupportedException when the driver's cloud records nothing
     */
    public List<HostEvent> events() {
        return context.care("logs").events();
    }

    /**
     * Writes the last lines of the engine's log to this process's standard output.
     *
     * @param lines how many
     * @param follow whether to go on with what is added, until the thread is interrupted or the connection ends
     * @return the exit code of the remote command
     * @throws io.onemachine.machine.error.SshUnavailableException with the reason why the login fails
     */
    public int showEngineLog(int lines, boolean follow) {
        try (SshClient ssh = context.ssh()) {
            return ssh.attach(List.of(Provisioners.engineLogCommand(lines, follow)));
        }
    }

    /**
     * Asks the engine for its version.
     *
     * @param timeout for the whole question, connecting included
     * @throws io.onemachine.machine.error.EngineException when it cannot be reached, refuses, or gives no valid answer
     */
    public EngineVersion engineVersion(Duration timeout) {
        return context.engine(timeout).version();
    }

    /**
     * Verifies that the engine can be reached with the machine's certificates.
     *
     * @return when those expire
     * @throws io.onemachine.machine.error.EngineConnectionException when it cannot
     */
    public CertificateExpiry checkConnection() {
        return context.checkConnection();
    }

    /**
     * Returns the SSH server of the host.
     *
     * @throws io.onemachine.machine.error.DriverException when the driver knows no host to log in to
     */
    public SshTarget sshTarget() {
        return context.sshTarget();
    }

    /** Returns the host's last known address, without asking for it; empty when there is none. */
    public String lastAddress() {
        return context.lastAddress();
    }

    /**
     * Returns the SSH server of the host at an address that is known already, such as from a {@link BulkStatus}.
     *
     * @throws io.onemachine.machine.error.DriverException when the driver knows no host to log in to
     */
    public SshTarget sshTargetAt(String address) {
        if (!context.driver().provisionable()) {
            throw context.noSshHost();
        }
        return context.sshTargetAt(address);
    }

    /** Opens an SSH client for the host; the caller closes it. */
    public SshClient ssh() {
        return context.ssh();
    }

    /**
     * Returns a client of the engine.
     *
     * @param url the engine's endpoint, as {@link #url} returns it
     * @param timeout for one question, connecting included
     * @param credentials shared by the clients of many engines, so that each file is read once
     */
    public EngineClient engineAt(String url, Duration timeout, TlsCredentialsCache credentials) {
        return context.engineAt(url, timeout, credentials);
    }

    /** Closes the driver; the machine keeps running. */
    @Override
    public void close() {
        context.close();
    }

    MachineContext context() {
        return context;
    }

    /** Returns what asks about many hosts at once; does not open the driver, which may be a process. */
    Optional<BulkStatusProvider> bulkStatusProvider() {
        return context.bulkStatusProvider();
    }
}
