package io.onemachine.machine;

import io.onemachine.machine.certificate.SharedCertificates;
import io.onemachine.machine.certificate.TlsFiles;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.error.CleanupResult;
import io.onemachine.machine.error.CreationInterruptedException;
import io.onemachine.machine.error.CreationRefusedException;
import io.onemachine.machine.error.DriverNotFoundException;
import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.machine.error.HostUnknownException;
import io.onemachine.machine.error.InvalidMachineConfigException;
import io.onemachine.machine.error.InvalidMachineNameException;
import io.onemachine.machine.error.MachineCreationException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.MachineExistsException;
import io.onemachine.machine.error.MachineNotFoundException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.error.PreCreateCheckException;
import io.onemachine.machine.options.EngineOptionSyntax;
import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.options.OptionValidator;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.machine.progress.StepReporter;
import io.onemachine.machine.ssh.HostKey;
import io.onemachine.machine.ssh.HostKeyPolicy;
import io.onemachine.machine.ssh.KnownHosts;
import io.onemachine.machine.store.MachineLock;
import io.onemachine.machine.store.MachineName;
import io.onemachine.machine.store.MachineStore;
import io.onemachine.machine.store.PrivateFiles;
import io.onemachine.machine.store.TemporaryFolders;
import io.onemachine.machine.transfer.CopyLocation;
import io.onemachine.machine.transfer.CopyOptions;
import io.onemachine.machine.transfer.SshfsMount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The machines of one store. */
public final class Machines {
    private final MachinesSettings settings;
    private final MachineStore store;

    private Machines(MachinesSettings settings) {
        this.settings = settings;
        this.store = new MachineStore(settings.storePath());
    }

    /** The machines of the store that the settings name; touches nothing yet. */
    public static Machines open(MachinesSettings settings) {
        return new Machines(settings);
    }

    /**
     * Makes a machine: checks first, then the host, then the engine in it.
     *
     * @return the machine, running, its engine answering; the caller closes it
     * @throws InvalidMachineNameException when the name cannot be a host name
     * @throws MachineExistsException when there is one of that name
     * @throws DriverNotFoundException when there is no such driver
     * @throws io.onemachine.machine.error.DriverOptionException when an option is wrong
     * @throws PreCreateCheckException when it cannot be made; nothing is left behind
     * @throws MachineCreationException when it failed on the way, with what has become of what was made until then
     * @throws CreationInterruptedException when the thread was interrupted on the way; the same holds. Interrupted once more while
     *     what was made is removed, it leaves that
     * @throws OperationInterruptedException when the thread was interrupted before anything was made
     */
    public Machine create(CreateRequest request) {
        return create(request, () -> {});
    }

    /**
     * The same with something to wait for, such as the checks of other machines.
     *
     * @param checked run when all checks have passed and nothing is made yet; what it throws ends the creation there
     */
    public Machine create(CreateRequest request, Runnable checked) {
        String name = request.name();
        if (!MachineName.isValid(name)) {
            throw new InvalidMachineNameException(name);
        }
        store.requireNameFits(name);
        if (settings.drivers().find(request.driver()).isEmpty()) {
            throw DriverNotFoundException.forNewMachine(request.driver());
        }
        if (store.exists(name)) {
            throw new MachineExistsException(name);
        }
        OptionValidator.check(request.engine());
        OptionValidator.check(request.swarm());
        Machine machine =
                new Machine(settings, store, name, InitialConfig.config(request, settings, store.directory(name)));
        boolean made = false;
        try {
            checkAndCreate(machine, request, checked);
            made = true;
            return machine;
        } finally {
            if (!made) {
                machine.close();
            }
        }
    }

    /**
     * The machine of that name; the caller closes it.
     *
     * @throws MachineNotFoundException when there is none
     * @throws io.onemachine.machine.error.InvalidMachineConfigException when its configuration cannot be used
     */
    public Machine load(String name) {
        return new Machine(settings, store, name, store.read(name));
    }

    /** Whether a new machine may be called so: letters and digits, dots and dashes, a letter or digit first. */
    public static boolean isName(String text) {
        return MachineName.isValid(text);
    }

    /** Whether there is a machine of that name, usable or not. */
    public boolean exists(String name) {
        return store.exists(name);
    }

    /** The names of all machines, in byte order. */
    public List<String> names() {
        return store.names();
    }

    /** All machines, in the order of {@link #names()}. */
    public List<MachineEntry> list() {
        return names().stream().map(this::entry).toList();
    }

    /**
     * Copies files between this computer and hosts, or between two hosts.
     *
     * @throws io.onemachine.machine.error.LocalCommandException when a program that is needed is missing, or failed
     * @throws io.onemachine.machine.error.CopyException with everything that could not be copied; the rest is
     * @throws io.onemachine.machine.error.SshUnavailableException saying why a host cannot be reached
     */
    public void copy(CopyLocation source, CopyLocation destination, CopyOptions options) {
        new FileTransfer(settings).copy(source, destination, options);
    }

    /** Mounts folders of hosts here. */
    public SshfsMount mounts() {
        return new SshfsMount(settings.commands(), settings.environment(), settings.sshConfig());
    }

    /**
     * Removes a machine: its host first, then what the store has of it.
     *
     * @param force drop what the store has even when the host cannot be removed; the failure is then a
     *     {@link ProgressEvent.Warning}, and the host is remembered for {@link #orphans}
     * @throws MachineNotFoundException when there is no such machine, forced or not
     */
    public void remove(String name, boolean force) {
        if (!store.exists(name)) {
            throw new MachineNotFoundException(name);
        }
        try (MachineLock _ = new MachineLocks(settings, store).acquireForRemove(name)) {
            if (store.exists(name) && (force || !store.isOnlyReserved(name))) {
                removeHost(name, force);
            }
            store.remove(name);
        }
    }

    /**
     * Looks for hosts that were made for machines of this store and that no machine knows any more; changes nothing.
     *
     * @param options for each driver that is to look, where besides the places of the store's machines: the values of {@link
     *     io.onemachine.machine.driver.HostInventory#flags()}
     */
    public Orphans orphans(Map<String, DriverOptions> options) {
        return new OrphanSearch(this, store, settings).find(options);
    }

    /**
     * Removes a host that {@link #orphans} found, and waits until it is gone.
     *
     * @throws MachineException when it cannot be removed, or may be a machine's by now
     */
    public void remove(Orphan orphan) {
        new OrphanSearch(this, store, settings).remove(orphan);
    }

    /**
     * The machines that were dropped without their host and whose host is not known to be gone.
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

    /** Forgets a machine that was dropped without its host; touches no host. */
    public void forget(RemovedMachine machine) {
        new LeftoverHosts(settings, store).drop(machine);
    }

    /**
     * Makes a new client certificate for the machines that share one, and puts copies of it where they have such: no host and no
     * engine is touched, as engines take any client of their CA.
     *
     * @param files whose; those of {@link #tlsFiles} or of a machine
     * @return the names of the machines that have copies now
     * @throws io.onemachine.machine.error.CertificateException when it cannot be signed, or is not the store's own
     */
    public List<String> renewClientCertificate(TlsFiles files) {
        return new ClientCertificates(this, settings).renew(files);
    }

    /**
     * As {@link #renewClientCertificate}, with a new CA where that has expired, but leaves alone what somebody brought along.
     *
     * @throws io.onemachine.machine.error.StoreException when the files are neither the store's nor those of the settings
     * @throws io.onemachine.machine.error.CertificateException when it cannot be signed
     */
    public void renewSharedCertificates(TlsFiles files) {
        new WritePathGuard(settings).requireForShared(files);
        if (new ClientCertificates(this, settings).renewWithCa(files)) {
            warnOfNewCa();
        }
    }

    /**
     * Makes a new CA for the store, and a client certificate of it. Engines cannot be reached until each has a new certificate: by
     * {@link Machine#regenerateCertificates()}, or by {@link Machine#start()} when the host is off.
     *
     * @throws io.onemachine.machine.error.CertificateException when the CA or the client certificate is not the store's own
     */
    public void replaceCa() {
        settings.certificates(settings.tlsFiles()).replaceCa();
    }

    /** The TLS files that new machines share. */
    public TlsFiles tlsFiles() {
        return settings.tlsFiles();
    }

    private void warnOfNewCa() {
        settings.progress()
                .report(new ProgressEvent.Warning(
                        "",
                        "The CA is a new one: engines with certificates of the old one cannot be reached until "
                                + "\"docker-machine regenerate-certs --all\" was run."));
    }

    private void removeHost(String name, boolean force) {
        try (Machine machine = load(name)) {
            machine.held(true);
            removeHost(machine, force);
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            if (!force) {
                throw e;
            }
            tellForced(name, e);
        }
    }

    private void removeHost(Machine machine, boolean force) {
        try {
            machine.driver().remove();
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            if (!force) {
                throw e;
            }
            tellForced(machine.name(), e);
            boolean hasHost = !(e instanceof HostUnknownException || e instanceof InvalidMachineConfigException);
            if (hasHost) {
                new LeftoverHosts(settings, store).keep(machine.name(), machine.lastConfig());
            }
        }
    }

    private void tellForced(String name, MachineException e) {
        settings.progress()
                .report(new ProgressEvent.Warning(name, "Error removing host \"" + name + "\": " + e.getMessage()));
    }

    private void checkAndCreate(Machine machine, CreateRequest request, Runnable checked) {
        Driver driver = machine.driver();
        driver.setOptions(InitialConfig.driverOptions(request));
        if (driver.provisionable()) {
            checkEngine(machine.name(), request.engine());
        }
        checkHostKeyPolicy(machine, request.ssh().hostKey());
        SharedCertificates certificates = settings.certificates(settings.tlsFiles());
        certificates.reportPlannedChanges();
        List<HostKey> seen = check(machine);
        checked.run();
        if (certificates.ensure()) {
            warnOfNewCa();
        }
        try (MachineLock lock = new MachineLocks(settings, store).acquireForCreate(machine.name())) {
            machine.held(true);
            createLocked(machine, request, seen, lock);
        } finally {
            machine.held(false);
        }
    }

    private void createLocked(Machine machine, CreateRequest request, List<HostKey> seen, MachineLock lock) {
        reserve(machine, seen);
        lock.announce();
        MachineCreation creation = new MachineCreation(machine, settings);
        try {
            creation.run();
        } catch (CreationRefusedException e) {
            store.remove(machine.name());
            throw new PreCreateCheckException(e);
        } catch (OperationInterruptedException e) {
            throw new CreationInterruptedException(e, aftermath(machine, request, "Interrupted"));
        } catch (MachineException e) {
            throw new MachineCreationException(
                    creation.step(), e, aftermath(machine, request, "The creation has failed"));
        } catch (RuntimeException e) {
            // A fault of ours is no reason to leave a host behind.
            aftermath(machine, request, "The creation has failed");
            throw e;
        }
    }

    private CleanupResult aftermath(Machine machine, CreateRequest request, String why) {
        return request.keepOnFailure()
                ? new CleanupResult.Kept(machine.name())
                : new CreationRollback(machine, store, settings).run(why);
    }

    /** Takes the machine's name in the store; from here on there is something to remove. */
    private void reserve(Machine machine, List<HostKey> seen) {
        store.reserve(machine.name());
        boolean kept = false;
        try {
            machine.save();
            for (HostKey key : seen) {
                machine.knownHosts().put(key);
            }
            kept = true;
        } finally {
            if (!kept) {
                store.remove(machine.name());
            }
        }
        new HostProvisioning(machine, settings).noteHostKey(machine.knownHosts());
    }

    /** Where no engine is set up, nothing takes the options, whatever they are. */
    private void checkEngine(String name, EngineOptions options) {
        EngineOptionSyntax.check(options);
        if (options.arbitraryFlags().stream().anyMatch(String::isBlank)) {
            settings.progress().report(new ProgressEvent.Warning(name, "--engine-opt: an empty value is left out"));
        }
    }

    private void checkHostKeyPolicy(Machine machine, HostKeyPolicy policy) {
        if (policy == HostKeyPolicy.PINNED && !machine.driver().knowsHostKey()) {
            throw new DriverOptionException(
                    "--" + HostKeyPolicy.OPTION + "=pinned: the driver \"" + machine.driverName()
                            + "\" does not know the SSH key of a host that is not there yet, or that others have made",
                    "With --" + HostKeyPolicy.OPTION + "=tofu the key counts that the host shows at the first login.");
        }
        if (policy == HostKeyPolicy.OFF) {
            settings.progress()
                    .report(new ProgressEvent.Warning(
                            machine.name(),
                            "--" + HostKeyPolicy.OPTION
                                    + "=off: whoever answers at the machine's address is taken for it,"
                                    + " and is given its certificates."));
        }
    }

    /** Returns the keys that a host which is there already has shown: they count from then on. */
    private List<HostKey> check(Machine machine) {
        Driver driver = machine.driver();
        try {
            return new StepReporter(machine.name(), settings.progress(), settings.sleeper())
                    .get("Running pre-create checks...", () -> {
                        driver.preCreateCheck();
                        if (driver.hostExists()) {
                            return keysOfExistingHost(machine);
                        }
                        if (driver.provisionable()) {
                            new HostProvisioning(machine, settings).checkThisComputer();
                        }
                        return List.of();
                    });
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            throw new PreCreateCheckException(e);
        }
    }

    private List<HostKey> keysOfExistingHost(Machine machine) {
        Path folder = TemporaryFolders.make();
        try {
            KnownHosts seen = KnownHosts.in(folder);
            new HostProvisioning(machine, settings).checkExistingHost(seen);
            return seen.keys();
        } finally {
            PrivateFiles.deleteFolder(folder);
        }
    }

    private MachineEntry entry(String name) {
        try {
            return new MachineEntry.Loaded(load(name));
        } catch (MachineException e) {
            return new MachineEntry.Broken(name, e);
        }
    }
}
