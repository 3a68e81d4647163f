package io.onemachine.machine.lifecycle;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.onemachine.machine.driver.BaseDriverConfig;
import io.onemachine.machine.driver.DriverConfig;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.HostReference;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.orphan.RemovedMachine;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.machine.reference.Reference;
import io.onemachine.machine.store.MachineStore;
import io.onemachine.machine.store.Tombstones;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Records hosts that could not be removed when their machine was removed from the store, so that they can be removed later. */
public final class LeftoverHosts {

    private final MachinesSettings settings;
    private final Tombstones folders;

    public LeftoverHosts(MachinesSettings settings, MachineStore store) {
        this.settings = settings;
        this.folders = new Tombstones(store);
    }

    /**
     * Records a machine's host and reports which it is and how to remove it. When recording fails, as on a full disk, the report is
     * still given, and the machine can still be removed.
     *
     * @param config the machine's configuration; its entry is still in the store
     */
    void keep(String name, JsonObject config) {
        HostReference host = reference(name, config.get("DriverName").getAsString(), StoredConfig.driver(config));
        boolean remembered = false;
        try {
            folders.keep(name, config);
            remembered = true;
        } catch (MachineException e) {
            warn(name, "It cannot be remembered for \"" + Reference.command("gc") + "\": " + e.getMessage());
        }
        warn(name, host.description() + whereabouts(host) + " may still exist.");
        List<String> ways = new ArrayList<>();
        if (remembered) {
            ways.add("\"" + Reference.command("gc") + "\", once it can be reached");
        }
        host.removal().ifPresent(ways::add);
        if (!ways.isEmpty()) {
            warn(name, "To remove it: " + String.join("; or ", ways));
        }
    }

    private static String whereabouts(HostReference host) {
        String user = host.user().isEmpty() ? "" : " of user " + host.user();
        return user + (host.endpoint().isEmpty() ? "" : " at " + host.endpoint());
    }

    /**
     * Returns the recorded hosts.
     *
     * @param failures receives an error for each record that cannot be read
     */
    public List<RemovedMachine> list(List<MachineException> failures) {
        List<RemovedMachine> machines = new ArrayList<>();
        try {
            for (Path folder : folders.list()) {
                machine(folder, failures).ifPresent(machines::add);
            }
        } catch (MachineException e) {
            failures.add(e);
        }
        return machines;
    }

    private Optional<RemovedMachine> machine(Path folder, List<MachineException> failures) {
        try {
            JsonObject config = folders.read(folder);
            DriverConfig driver = StoredConfig.driver(config);
            String name = driver.text(BaseDriverConfig.MACHINE_NAME);
            if (name.isEmpty()) {
                name = config.get("Name") instanceof JsonPrimitive text
                        ? text.getAsString()
                        : String.valueOf(folder.getFileName());
            }
            return Optional.of(new RemovedMachine(name, config.get("DriverName").getAsString(), folder, driver));
        } catch (MachineException e) {
            failures.add(e);
            return Optional.empty();
        }
    }

    /** Returns what the configuration says about a host. */
    HostReference reference(RemovedMachine machine) {
        return reference(machine.name(), machine.driverName(), machine.driver());
    }

    private HostReference reference(String name, String driverName, DriverConfig driver) {
        return settings.drivers()
                .find(driverName)
                .flatMap(DriverProvider::inventory)
                .map(inventory -> inventory.reference(driver))
                .orElseGet(() -> byAddress(name, driverName, driver.text(BaseDriverConfig.IP_ADDRESS)));
    }

    /** Returns all that is known about a host whose driver has no inventory, or is missing. */
    private static HostReference byAddress(String name, String driverName, String lastAddress) {
        String address = lastAddress.isEmpty() ? "" : ", last address " + lastAddress;
        return new HostReference(
                "", "The host of \"" + name + "\" (driver " + driverName + address + ")", "", "", Optional.empty());
    }

    /** Deletes the record of a host. */
    public void drop(RemovedMachine machine) {
        folders.drop(machine.folder());
    }

    private void warn(String name, String text) {
        settings.progress().report(new ProgressEvent.Warning(name, text));
    }
}
