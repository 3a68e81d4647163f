package io.onemachine.machine;

import io.onemachine.machine.certificate.TlsFiles;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.SharedAnswers;
import io.onemachine.machine.error.DriverNotFoundException;
import io.onemachine.machine.error.InvalidMachineNameException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.MachineExistsException;
import io.onemachine.machine.host.NotSupportedException;
import io.onemachine.machine.lifecycle.ClientCertificates;
import io.onemachine.machine.lifecycle.FileTransfer;
import io.onemachine.machine.lifecycle.LeftoverHosts;
import io.onemachine.machine.lifecycle.MachineContext;
import io.onemachine.machine.lifecycle.MachineCreation;
import io.onemachine.machine.lifecycle.MachineRemoval;
import io.onemachine.machine.lifecycle.MachineRename;
import io.onemachine.machine.lifecycle.MachinesSettings;
import io.onemachine.machine.lifecycle.OrphanSearch;
import io.onemachine.machine.lifecycle.WritePathGuard;
import io.onemachine.machine.name.MachineName;
import io.onemachine.machine.options.OptionValidator;
import io.onemachine.machine.orphan.Orphan;
import io.onemachine.machine.orphan.Orphans;
import io.onemachine.machine.orphan.RemovedMachine;
import io.onemachine.machine.store.MachineStore;
import io.onemachine.machine.transfer.CopyLocation;
import io.onemachine.machine.transfer.CopyOptions;
import io.onemachine.machine.transfer.SshfsMount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The machines of one store. Opened by {@link #open}, or by {@link MachinesBuilder} where something else than the defaults is wanted.
 *
 * <p>Can be used from any thread.
 */
public final class Machines {
    private final MachinesSettings settings;
    private final MachineStore store;
    private final ClusterMembership membership;

    Machines(MachinesSettings settings, Function<Machines, ClusterMembership> membership) {
        this.settings = settings;
        this.store = new MachineStore(settings.storePath());
        this.membership = membership.apply(this);
    }

    /** Returns the machines of a store with the defaults of {@link MachinesBuilder}; nothing is read or written yet. */
    public static Machines open(Path store) {
        return builder(store).open();
    }

    /** Returns a builder for the machines of a store. */
    public static MachinesBuilder builder(Path store) {
        return new MachinesBuilder(store);
    }

    /**
     * Creates a machine: checks the request, creates the host, and sets up the engine on it.
     *
     * @return the machine, running, with an engine that answers; the caller closes it
     * @throws InvalidMachineNameException when the name cannot be a machine's
     * @throws MachineExistsException when there is a machine of that name
     * @throws DriverNotFoundException when there is no such driver
     * @throws io.onemachine.machine.error.DriverOptionException when an option is wrong
     * @throws io.onemachine.machine.error.PreCreateCheckException when a check failed; nothing was created
     * @throws io.onemachine.machine.error.MachineCreationException when creation failed later; says what became of what had been created
     * @throws io.onemachine.machine.error.CreationInterruptedException when the thread was interrupted; as above. A second interrupt
     *     during the rollback ends that, and leaves the rest
     * @throws io.onemachine.machine.error.OperationInterruptedException when the thread was interrupted before anything was created
     */
    public Machine create(CreateRequest request) {
        return create(request, SharedAnswers.none(), (provider, driver) -> {});
    }

    /** Receives a machine whose checks have passed and of which nothing is created yet; an exception ends the creation there. */
    @FunctionalInterface
    interface AfterChecks {
        void passed(DriverProvider provider, Driver driver);
    }

    /** Does the same for one of several machines, with what follows the checks. */
    Machine create(CreateRequest request, SharedAnswers answers, AfterChecks afterChecks) {
        String name = request.name();
        if (!MachineName.isValid(name)) {
            throw new InvalidMachineNameException(name);
        }
        store.requireNameFits(name);
        DriverProvider provider = provider(request);
        if (store.exists(name)) {
            throw new MachineExistsException(name);
        }
        MachineContext machine = newMachine(request, answers);
        boolean created = false;
        try {
            creation(machine, request).run(() -> afterChecks.passed(provider, machine.driver()));
            created = true;
            return new Machine(machine, membership);
        } finally {
            if (!created) {
                machine.close();
            }
        }
    }

    private DriverProvider provider(CreateRequest request) {
        return settings.drivers()
                .find(request.driver())
                .orElseThrow(() -> DriverNotFoundException.forNewMachine(request.driver()));
    }

    private MachineContext newMachine(CreateRequest request, SharedAnswers answers) {
        OptionValidator.check(request.engine());
        OptionValidator.check(request.swarm());
        return new MachineContext(
                settings,
                store,
                request.name(),
                InitialConfig.config(request, settings, store.directory(request.name())),
                answers);
    }

    private MachineCreation creation(MachineContext machine, CreateRequest request) {
        DriverProvider provider = provider(request);
        if (request.adopted().isPresent() && provider.adoptionFlags().isEmpty()) {
            throw new NotSupportedException("The driver \"" + provider.name() + "\" cannot adopt hosts");
        }
        DriverOptions options =
                InitialConfig.withCreateOptions(request, request.driverOptions(provider, settings.environment()));
        return new MachineCreation(
                machine, options, request.adopted(), request.keepOnFailure(), request.dockerContext());
    }

    /**
     * Runs the checks of a creation, and creates nothing. There may be a machine of that name, for one that is to be replaced.
     *
     * @throws io.onemachine.machine.error.PreCreateCheckException when a check failed
     */
    public void check(CreateRequest request) {
        try (MachineContext machine = newMachine(request, SharedAnswers.none())) {
            creation(machine, request).checkOnly();
        }
    }

    /**
     * Waits until no other command changes the fleet as a whole, in this store, and keeps others from it until the lock is closed.
     *
     * @throws io.onemachine.machine.error.MachineBusyException when the other command does not end in time
     */
    public FleetLock lockFleet(String fleet) {
        return settings.locks(store).acquireForFleet(fleet)::close;
    }

    /**
     * Loads a machine; the caller closes it.
     *
     * @throws io.onemachine.machine.error.MachineNotFoundException when there is none of that name
     * @throws io.onemachine.machine.error.InvalidMachineConfigException when its configuration cannot be used
     */
    public Machine load(String name) {
        return new Machine(MachineContext.load(settings, store, name), membership);
    }

    /** Returns whether a new machine may have this name: letters, digits, dots and dashes, with a letter or digit first. */
    public static boolean isName(String text) {
        return MachineName.isValid(text);
    }

    /** Returns whether there is a machine of that name, usable or not. */
    public boolean exists(String name) {
        return store.exists(name);
    }

    /**
     * Returns whether an entry only reserves its name: its creation was killed, or is, before it wrote a configuration. {@link #load} refuses
     * it.
     */
    public boolean isOnlyReserved(String name) {
        return store.isOnlyReserved(name);
    }

    /** Removes an entry that only reserves its name; one that has become a machine by now stays. */
    public void release(String name) {
        new MachineRemoval(settings, store).release(name);
    }

    /** Returns the names of all machines, in byte order. */
    public List<String> names() {
        return store.names();
    }

    /** Returns all machines, in the order of {@link #names()}. */
    public List<MachineEntry> list() {
        return names().stream().map(this::entry).toList();
    }

    private MachineEntry entry(String name) {
        try {
            return new MachineEntry.Loaded(load(name));
        } catch (MachineException e) {
            return new MachineEntry.Broken(name, e);
        }
    }

    /**
     * Copies files between this computer and hosts, or between two hosts.
     *
     * @throws io.onemachine.machine.error.LocalCommandException when a program that is needed is missing, or failed
     * @throws io.onemachine.machine.error.CopyException lists everything that could not be copied; the rest was
     * @throws io.onemachine.machine.error.SshUnavailableException says why a host cannot be reached
     */
    public void copy(CopyLocation source, CopyLocation destination, CopyOptions options) {
        new FileTransfer(settings).copy(source, destination, options);
    }

    /** Returns what mounts folders of hosts on this computer. */
    public SshfsMount mounts() {
        return new SshfsMount(settings.commands(), settings.environment(), settings.sshConfig());
    }

    /**
     * Removes a machine: its host first, then its entry in the store.
     *
     * @param force remove the entry even when the host cannot be removed; the failure is then reported as a {@link
     *     io.onemachine.machine.progress.ProgressEvent.Warning}, and the host is remembered for {@link #orphans}
     * @throws io.onemachine.machine.error.MachineNotFoundException when there is no such machine, forced or not
     * @throws MachineException when its cluster would lose its majority
     */
    public void remove(String name, boolean force) {
        new MachineRemoval(settings, store)
                .remove(name, force, machine -> membership.beforeRemoval(new Machine(machine, membership), force));
    }

    /**
     * Renames a machine: its entry in the store, its host in the cloud, and the host name. When it was interrupted, the same call completes
     * it.
     *
     * @throws InvalidMachineNameException when the new name cannot be a machine's
     * @throws MachineExistsException when there is a machine of the new name
     * @throws io.onemachine.machine.error.MachineNotFoundException when there is none of the old name
     * @throws NotSupportedException when the driver finds its host by the machine's name
     */
    public void rename(String name, String newName) {
        new MachineRename(settings, store).run(name, newName);
    }

    /**
     * Searches for hosts that were created for machines of this store and that no machine knows any more; changes nothing.
     *
     * @param options for each driver to search with, the account besides those of the store's machines: the values of {@link
     *     io.onemachine.machine.driver.HostInventory#flags()}
     */
    public Orphans orphans(Map<String, DriverOptions> options) {
        return new OrphanSearch(store, settings).find(options);
    }

    /**
     * Removes a host that {@link #orphans} found, and waits until it is gone.
     *
     * @throws MachineException when it cannot be removed, or may belong to a machine by now
     */
    public void remove(Orphan orphan) {
        new OrphanSearch(store, settings).remove(orphan);
    }

    /**
     * Returns the machines whose entry was removed without their host, and whose host is not known to be gone.
     *
     * @throws io.onemachine.machine.error.StoreException when one of them cannot be read
     */
    public List<RemovedMachine> removedMachines() {
        List<MachineException> failures = new ArrayList<>();
        List<RemovedMachine> machines = new LeftoverHosts(settings, store).list(failures);
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
        return machines;
    }

    /** Forgets a machine whose entry was removed without its host; no host is contacted. */
    public void forget(RemovedMachine machine) {
        new LeftoverHosts(settings, store).drop(machine);
    }

    /**
     * Issues a new client certificate for the machines that share one, and replaces their copies of it. No host and no engine is
     * contacted, as engines accept any client certificate of their CA.
     *
     * @param files the shared files: those of {@link #tlsFiles} or of a machine
     * @return the names of the machines whose copies were replaced
     * @throws io.onemachine.machine.error.CertificateException when it cannot be signed, or was not issued by this store
     */
    public List<String> renewClientCertificate(TlsFiles files) {
        return new ClientCertificates(store, settings).renew(files);
    }

    /**
     * Does the same as {@link #renewClientCertificate}, with a new CA where that has expired; certificates that the user supplied are
     * left alone.
     *
     * @throws io.onemachine.machine.error.StoreException when the files are neither the store's nor those of the settings
     * @throws io.onemachine.machine.error.CertificateException when it cannot be signed
     */
    public void renewSharedCertificates(TlsFiles files) {
        new WritePathGuard(settings).requireForShared(files);
        if (new ClientCertificates(store, settings).renewWithCa(files)) {
            settings.warnOfNewCa();
        }
    }

    /**
     * Creates a new CA for the store, and a client certificate of it. Engines cannot be reached until each has a new certificate: by
     * {@link Machine#regenerateCertificates()}, or by {@link Machine#start()} when the host is off.
     *
     * @throws io.onemachine.machine.error.CertificateException when CA or client certificate were supplied by the user
     */
    public void replaceCa() {
        settings.certificates(settings.tlsFiles()).replaceCa();
    }

    /** Returns the contexts of the docker client for these machines. */
    public DockerContexts dockerContexts() {
        return new DockerContexts(settings, store);
    }

    /** Returns the TLS files that new machines share. */
    public TlsFiles tlsFiles() {
        return settings.tlsFiles();
    }
}
