package io.onemachine.machine.lifecycle;

import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.HostInventory;
import io.onemachine.machine.driver.HostReference;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.host.HostToAdopt;
import io.onemachine.machine.store.MachineStore;
import java.util.Optional;

/** Checks that a host to adopt is not the one of another machine of the store: removing one would take it from the other. */
final class AdoptionCheck {
    private final MachineContext machine;
    private final MachineStore store;

    AdoptionCheck(MachineContext machine) {
        this.machine = machine;
        this.store = machine.store();
    }

    /** @throws DriverException when another machine has the host */
    void requireUnused(HostToAdopt host) {
        Optional<HostInventory> inventory =
                machine.settings().drivers().find(machine.driverName()).flatMap(DriverProvider::inventory);
        if (inventory.isEmpty()) {
            return;
        }
        HostReference wanted = inventory.get().reference(machine.driver().config());
        for (String name : store.names()) {
            if (isHostOf(name, inventory.get(), wanted)) {
                throw new DriverException("Host " + host.id() + " is the host of machine \"" + name + "\" already");
            }
        }
    }

    private boolean isHostOf(String name, HostInventory inventory, HostReference wanted) {
        try (MachineContext other = MachineContext.load(machine.settings(), store, name)) {
            if (!other.driverName().equals(machine.driverName())) {
                return false;
            }
            HostReference reference = inventory.reference(other.driver().config());
            return reference.id().equals(wanted.id()) && reference.endpoint().equals(wanted.endpoint());
        } catch (MachineException e) {
            return false; // its host is not known; one with a mark is recognized by that
        }
    }
}
