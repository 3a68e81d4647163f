package io.onemachine.machine.lifecycle;

import com.google.gson.JsonObject;
import io.onemachine.machine.driver.BaseDriverConfig;
import io.onemachine.machine.driver.CloudAccount;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverConfig;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.HostInventory;
import io.onemachine.machine.driver.HostReference;
import io.onemachine.machine.driver.OptionSource;
import io.onemachine.machine.driver.TaggedHost;
import io.onemachine.machine.error.DriverNotFoundException;
import io.onemachine.machine.error.HostUnknownException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.error.StoreException;
import io.onemachine.machine.orphan.Orphan;
import io.onemachine.machine.orphan.Orphans;
import io.onemachine.machine.orphan.RemovedMachine;
import io.onemachine.machine.reference.Reference;
import io.onemachine.machine.store.MachineStore;
import io.onemachine.machine.store.StoreId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds and removes hosts of this store that belong to no machine, and hosts of machines that were removed without them. */
public final class OrphanSearch {
    private static final String DRIVER = "Driver";
    private static final String MAY_BE_ANOTHERS = "there is a machine now that it may belong to";

    private final MachineStore store;
    private final MachinesSettings settings;
    private final LeftoverHosts leftoverHosts;

    /** Accounts that only removed machines use: an error there is reported when those machines' hosts are looked up. */
    private final Set<CloudAccount> ofRemoved = Collections.newSetFromMap(new IdentityHashMap<>());

    private final List<MachineException> failures = new ArrayList<>();

    public OrphanSearch(MachineStore store, MachinesSettings settings) {
        this.store = store;
        this.settings = settings;
        this.leftoverHosts = new LeftoverHosts(settings, store);
    }

    /** The store's machines: the configurations of their drivers, and the names of machines that cannot be read. */
    private record Known(Map<String, List<DriverConfig>> configs, List<String> unreadable) {
        List<DriverConfig> of(String driver) {
            return configs.getOrDefault(driver, List.of());
        }
    }

    public Orphans find(Map<String, DriverOptions> options) {
        Optional<String> storeId = new StoreId(store.path()).find();
        List<RemovedMachine> removed = leftoverHosts.list(failures);
        if (storeId.isEmpty() && removed.isEmpty()) {
            return new Orphans(List.of(), List.of(), List.of(), failures);
        }
        List<Orphan> hosts = new ArrayList<>();
        List<RemovedMachine> gone = new ArrayList<>();
        Known before = known();
        storeId.ifPresent(id -> options.forEach((driver, values) -> {
            for (CloudAccount account : accounts(driver, values, before.of(driver), removed)) {
                for (TaggedHost host : hosts(account, id)) {
                    hosts.add(new Orphan(driver, account, host));
                }
            }
        }));
        for (RemovedMachine machine : removed) {
            hostOf(machine, before, options).ifPresentOrElse(orphan -> merge(orphan, hosts), () -> gone.add(machine));
        }
        // Read again after the hosts: a machine's tag is stored before the call that creates its host, so the machine
        // of every listed host is seen. In the other order, a host created meanwhile would seem to be an orphan.
        Known now = known();
        hosts.removeIf(orphan -> orphan.removed().isEmpty() && isKnown(orphan, now));
        settleRemembered(hosts, now);
        return new Orphans(hosts, gone, now.unreadable(), failures);
    }

    /**
     * Checks which recorded hosts may belong to a machine. A host that a machine has (after a backup was restored, or between the two
     * steps of {@code rm -f}) is that machine's for now. Any other host of an unreadable or like-named machine is reported as not
     * removable, as VM numbers repeat across front ends. Both stay recorded, because a deleted record is lost.
     */
    private void settleRemembered(List<Orphan> hosts, Known known) {
        for (ListIterator<Orphan> each = hosts.listIterator(); each.hasNext(); ) {
            Orphan orphan = each.next();
            if (orphan.removed().isEmpty() || !isKnown(orphan, known)) {
                continue;
            }
            RemovedMachine machine = orphan.removed().get();
            if (isBack(machine, known)) {
                each.remove();
            } else {
                fail(inDoubt(machine, new HostUnknownException(MAY_BE_ANOTHERS, null)));
                each.set(orphan.asItIs());
            }
        }
    }

    /** Returns whether a machine of the store has exactly this host, by all that its configuration says. */
    private boolean isBack(RemovedMachine machine, Known known) {
        HostInventory inventory = inventory(machine.driverName());
        HostReference host = inventory.reference(machine.driver());
        return known.of(machine.driverName()).stream()
                .anyMatch(config -> inventory.reference(config).equals(host));
    }

    /** Returns the host of a removed machine; empty when it is gone. */
    private Optional<Orphan> hostOf(RemovedMachine machine, Known known, Map<String, DriverOptions> options) {
        Optional<HostInventory> inventory =
                settings.drivers().find(machine.driverName()).flatMap(DriverProvider::inventory);
        if (inventory.isEmpty()) {
            Optional<MachineException> obstacle = obstacle(machine, known);
            obstacle.ifPresent(reason -> fail(inDoubt(machine, reason)));
            return Optional.of(unseen(machine, obstacle.isEmpty()));
        }
        try {
            CloudAccount account =
                    accountOf(machine, inventory.get(), Optional.ofNullable(options.get(machine.driverName())));
            return account.hostOf(context(machine), machine.driver())
                    .map(host -> new Orphan(
                            machine.driverName(),
                            account.endpoint(),
                            account.user(),
                            host,
                            Optional.of(account),
                            Optional.of(machine),
                            true));
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            fail(inDoubt(machine, e));
            return Optional.of(unseen(machine, false));
        }
    }

    /** Returns the account given by options if it is where the machine's host was, else the machine's own. */
    private CloudAccount accountOf(RemovedMachine machine, HostInventory inventory, Optional<DriverOptions> options) {
        if (options.isPresent() && isGiven(inventory, options.get())) {
            CloudAccount given = inventory.account(context(""), options.get());
            if (given.endpoint().equals(leftoverHosts.reference(machine).endpoint())) {
                return given;
            }
        }
        return inventory.account(context(machine), machine.driver());
    }

    /** Returns why a driver without an inventory cannot be asked to remove a host. */
    private Optional<MachineException> obstacle(RemovedMachine machine, Known known) {
        if (settings.drivers().find(machine.driverName()).isEmpty()) {
            return Optional.of(DriverNotFoundException.forStoredMachine(machine.driverName()));
        }
        return isNamedAsAnother(machine, known)
                ? Optional.of(new HostUnknownException("there is a new machine of that name", null))
                : Optional.empty();
    }

    private static MachineException inDoubt(RemovedMachine machine, MachineException cause) {
        return new MachineException(
                "The host of the removed machine \"" + machine.name() + "\" cannot be removed: " + cause.getMessage(),
                (cause instanceof HostUnknownException
                                ? ""
                                : "Run \"" + Reference.command("gc") + "\" again when this is fixed. ")
                        + "If it does not exist any more, forget it: "
                        + Reference.command("gc")
                                .with(Reference.option("forget"))
                                .with(machine.name()),
                cause);
    }

    private Orphan unseen(RemovedMachine machine, boolean removable) {
        HostReference host = leftoverHosts.reference(machine);
        return new Orphan(
                machine.driverName(),
                host.endpoint(),
                host.user(),
                new TaggedHost(host.id(), machine.name(), "", "", Optional.empty()),
                Optional.empty(),
                Optional.of(machine),
                removable);
    }

    /** Adds the tags of a host that is listed by both searches to a single entry. */
    private static void merge(Orphan orphan, List<Orphan> hosts) {
        hosts.removeIf(other -> other.removed().isEmpty() && other.isSameHostAs(orphan));
        hosts.add(orphan);
    }

    private void fail(MachineException failure) {
        if (failures.stream().noneMatch(other -> other.getMessage().equals(failure.getMessage()))) {
            failures.add(failure);
        }
    }

    public void remove(Orphan orphan) {
        Known now = known();
        if (!now.unreadable().isEmpty()) {
            throw new StoreException("it may be the host of " + String.join(", ", now.unreadable())
                    + ", whose config.json cannot be read");
        }
        if (isKnown(orphan, now)) {
            throw new StoreException(MAY_BE_ANOTHERS);
        }
        if (orphan.removed().isPresent()) {
            removeHostOf(orphan.removed().get(), orphan);
            leftoverHosts.drop(orphan.removed().get());
            return;
        }
        String storeId = new StoreId(store.path())
                .find()
                .orElseThrow(() -> new StoreException("the store's id is gone from " + store.path()));
        orphan.account().orElseThrow().remove(context(orphan.host().name()), storeId, orphan.host());
    }

    private void removeHostOf(RemovedMachine machine, Orphan orphan) {
        if (orphan.account().isPresent()) {
            orphan.account().get().removeHostOf(context(machine), machine.driver(), orphan.host());
            return;
        }
        obstacle(machine, known()).ifPresent(reason -> {
            throw reason;
        });
        DriverProvider provider = settings.drivers().find(machine.driverName()).orElseThrow();
        try (Driver driver = provider.open(context(machine), machine.driver())) {
            driver.remove();
        }
    }

    /** Reads the store until no machine was renamed meanwhile: by its old name it is missing, and the new one was not listed. */
    private Known known() {
        List<String> names = store.names();
        while (true) {
            Known known = known(names);
            List<String> namesAfter = store.names();
            if (namesAfter.equals(names)) {
                return known;
            }
            names = namesAfter;
        }
    }

    private Known known(List<String> names) {
        Map<String, List<DriverConfig>> configs = new LinkedHashMap<>();
        List<String> unreadable = new ArrayList<>();
        for (String name : names) {
            try {
                JsonObject config = store.read(name);
                // The name selects the folder whose credentials are used; a config.json copied from elsewhere may name
                // another machine.
                config.getAsJsonObject(DRIVER).addProperty(BaseDriverConfig.MACHINE_NAME, name);
                configs.computeIfAbsent(config.get("DriverName").getAsString(), key -> new ArrayList<>())
                        .add(StoredConfig.driver(config));
            } catch (MachineException e) {
                // A machine that was removed meanwhile, or whose creation has just begun, has no host.
                if (store.exists(name) && !store.isOnlyReserved(name)) {
                    unreadable.add(name);
                }
            }
        }
        return new Known(configs, unreadable);
    }

    private List<CloudAccount> accounts(
            String driver, DriverOptions options, List<DriverConfig> configs, List<RemovedMachine> removed) {
        HostInventory inventory = inventory(driver);
        Map<List<String>, CloudAccount> accounts = new LinkedHashMap<>();
        for (DriverConfig config : configs) {
            try {
                add(accounts, inventory.account(context(config.text(BaseDriverConfig.MACHINE_NAME)), config));
            } catch (OperationInterruptedException e) {
                throw e;
            } catch (MachineException e) {
                failures.add(e);
            }
        }
        Set<CloudAccount> ofMachines = Set.copyOf(accounts.values());
        for (RemovedMachine machine : removed) {
            if (machine.driverName().equals(driver)) {
                addAccountOf(machine, inventory, accounts);
            }
        }
        accounts.values().stream()
                .filter(account -> !ofMachines.contains(account))
                .forEach(ofRemoved::add);
        try {
            CloudAccount account = inventory.account(context(""), options);
            if (isGiven(inventory, options)) {
                accounts.put(key(account), account); // newer than what a machine has stored for the same user
            } else {
                add(accounts, account);
            }
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            // Without options, the accounts of the machines suffice.
            boolean hasMachines = !configs.isEmpty()
                    || removed.stream().anyMatch(machine -> machine.driverName().equals(driver));
            if (!hasMachines || isGiven(inventory, options)) {
                failures.add(e);
            }
        }
        return List.copyOf(accounts.values());
    }

    private void addAccountOf(
            RemovedMachine machine, HostInventory inventory, Map<List<String>, CloudAccount> accounts) {
        try {
            add(accounts, inventory.account(context(machine), machine.driver()));
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            // Reported when the machine's host is looked up.
        }
    }

    private static void add(Map<List<String>, CloudAccount> accounts, CloudAccount account) {
        accounts.putIfAbsent(key(account), account);
    }

    private static List<String> key(CloudAccount account) {
        return List.of(account.endpoint(), account.user());
    }

    private static boolean isGiven(HostInventory inventory, DriverOptions options) {
        return inventory.flags().stream().anyMatch(flag -> options.origin(flag.name()) instanceof OptionSource.Flag);
    }

    private List<TaggedHost> hosts(CloudAccount account, String storeId) {
        try {
            return account.hosts(storeId);
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            if (!ofRemoved.contains(account)) {
                failures.add(e);
            }
            return List.of();
        }
    }

    private boolean isKnown(Orphan orphan, Known known) {
        if (orphan.account().isEmpty()) {
            return false;
        }
        HostInventory inventory = inventory(orphan.driver());
        return known.of(orphan.driver()).stream().anyMatch(config -> inventory.knows(config, orphan.host()));
    }

    /** Returns whether a new machine has the name: a driver without an inventory may find that machine's host by it. */
    private static boolean isNamedAsAnother(RemovedMachine machine, Known known) {
        return known.of(machine.driverName()).stream()
                .anyMatch(config -> config.text(BaseDriverConfig.MACHINE_NAME).equals(machine.name()));
    }

    private HostInventory inventory(String driver) {
        return settings.drivers()
                .find(driver)
                .flatMap(DriverProvider::inventory)
                .orElseThrow(() -> DriverNotFoundException.forStoredMachine(driver));
    }

    private DriverContext context(String machine) {
        return context(machine, store.directory(machine));
    }

    private DriverContext context(RemovedMachine machine) {
        return context(machine.name(), machine.folder());
    }

    private DriverContext context(String machine, Path directory) {
        return new DriverContext(
                machine,
                store.path(),
                directory,
                settings.environment(),
                settings.home(),
                settings.progress(),
                () -> {},
                settings.sleeper(),
                settings.commands(),
                new DefaultSshClientFactory(settings)::open);
    }
}
