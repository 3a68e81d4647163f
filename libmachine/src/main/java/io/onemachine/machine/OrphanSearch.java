package io.onemachine.machine;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.HostInventory;
import io.onemachine.machine.driver.HostPlace;
import io.onemachine.machine.driver.OptionOrigin;
import io.onemachine.machine.driver.StoreHost;
import io.onemachine.machine.error.DriverNotFoundException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.error.StoreException;
import io.onemachine.machine.store.MachineStore;
import io.onemachine.machine.store.StoreId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds and removes hosts of this store that no machine knows. */
final class OrphanSearch {
    private static final String DRIVER = "Driver";

    private final Machines machines;
    private final MachineStore store;
    private final MachinesSettings settings;
    private final List<MachineException> failures = new ArrayList<>();

    OrphanSearch(Machines machines, MachineStore store, MachinesSettings settings) {
        this.machines = machines;
        this.store = store;
        this.settings = settings;
    }

    /** The machines as they are in the store: the configurations of their drivers, and the names of those that cannot be read. */
    private record Known(Map<String, List<JsonObject>> configs, List<String> unreadable) {
        List<JsonObject> of(String driver) {
            return configs.getOrDefault(driver, List.of());
        }
    }

    Orphans find(Map<String, DriverOptions> options) {
        Optional<String> storeId = new StoreId(store.path()).find();
        if (storeId.isEmpty()) {
            return new Orphans(List.of(), List.of(), List.of());
        }
        List<Orphan> hosts = new ArrayList<>();
        Known before = known();
        options.forEach((driver, values) -> {
            for (HostPlace place : places(driver, values, before.of(driver))) {
                for (StoreHost host : hosts(place, storeId.get())) {
                    hosts.add(new Orphan(driver, place, host));
                }
            }
        });
        // Only now, after the hosts: a machine's mark is in the store before the call that makes its host, so whatever
        // host was seen,
        // its machine is seen too. The other way round, a host that is being made meanwhile would seem to be nobody's.
        Known now = known();
        hosts.removeIf(orphan -> isKnown(orphan, now));
        return new Orphans(hosts, now.unreadable(), failures);
    }

    void remove(Orphan orphan) {
        Known now = known();
        if (!now.unreadable().isEmpty()) {
            throw new StoreException("it may be the host of " + String.join(", ", now.unreadable())
                    + ", whose config.json cannot be read");
        }
        if (isKnown(orphan, now)) {
            throw new StoreException("there is a machine now that it may belong to");
        }
        String storeId = new StoreId(store.path())
                .find()
                .orElseThrow(() -> new StoreException("the store's id is gone from " + store.path()));
        orphan.place().remove(context(orphan.host().name()), storeId, orphan.host());
    }

    private Known known() {
        Map<String, List<JsonObject>> configs = new LinkedHashMap<>();
        List<String> unreadable = new ArrayList<>();
        for (String name : store.names()) {
            try {
                JsonObject config = store.read(name);
                configs.computeIfAbsent(config.get("DriverName").getAsString(), key -> new ArrayList<>())
                        .add(config.getAsJsonObject(DRIVER));
            } catch (MachineException e) {
                // One that was removed meanwhile, or has just been begun, has no host.
                if (machines.exists(name) && !store.isOnlyReserved(name)) {
                    unreadable.add(name);
                }
            }
        }
        return new Known(configs, unreadable);
    }

    private List<HostPlace> places(String driver, DriverOptions options, List<JsonObject> configs) {
        HostInventory inventory = inventory(driver);
        Map<List<String>, HostPlace> places = new LinkedHashMap<>();
        for (JsonObject config : configs) {
            try {
                add(places, inventory.place(context(nameIn(config)), config.deepCopy()));
            } catch (OperationInterruptedException e) {
                throw e;
            } catch (MachineException e) {
                failures.add(e);
            }
        }
        try {
            HostPlace place = inventory.place(context(""), options);
            if (isGiven(inventory, options)) {
                places.put(key(place), place); // newer than what a machine has kept of the same user
            } else {
                add(places, place);
            }
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            // Whoever names no place here is content with those of the machines.
            if (configs.isEmpty() || isGiven(inventory, options)) {
                failures.add(e);
            }
        }
        return List.copyOf(places.values());
    }

    private static void add(Map<List<String>, HostPlace> places, HostPlace place) {
        places.putIfAbsent(key(place), place);
    }

    private static List<String> key(HostPlace place) {
        return List.of(place.endpoint(), place.user());
    }

    private static boolean isGiven(HostInventory inventory, DriverOptions options) {
        return inventory.flags().stream().anyMatch(flag -> options.origin(flag.name()) instanceof OptionOrigin.Flag);
    }

    private List<StoreHost> hosts(HostPlace place, String storeId) {
        try {
            return place.hosts(storeId);
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            failures.add(e);
            return List.of();
        }
    }

    private boolean isKnown(Orphan orphan, Known known) {
        HostInventory inventory = inventory(orphan.driver());
        return known.of(orphan.driver()).stream().anyMatch(config -> inventory.knows(config, orphan.host()));
    }

    private HostInventory inventory(String driver) {
        return settings.drivers()
                .find(driver)
                .flatMap(DriverProvider::inventory)
                .orElseThrow(() -> DriverNotFoundException.forStoredMachine(driver));
    }

    private static String nameIn(JsonObject config) {
        return config.get("MachineName") instanceof JsonPrimitive name ? name.getAsString() : "";
    }

    private DriverContext context(String machine) {
        return new DriverContext(
                machine,
                store.path(),
                store.directory(machine),
                settings.environment(),
                settings.home(),
                settings.progress(),
                () -> {},
                settings.sleeper(),
                settings.commands(),
                new SshClients(settings)::open);
    }
}
