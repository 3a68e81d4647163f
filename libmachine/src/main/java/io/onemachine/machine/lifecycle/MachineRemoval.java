package io.onemachine.machine.lifecycle;

import io.onemachine.machine.error.HostUnknownException;
import io.onemachine.machine.error.InvalidMachineConfigException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.MachineNotFoundException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.lock.MachineLock;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.machine.store.MachineStore;
import java.util.function.Consumer;

/** Removes machines: the host first, then the entry in the store. */
public final class MachineRemoval {
    private final MachinesSettings settings;
    private final MachineStore store;

    public MachineRemoval(MachinesSettings settings, MachineStore store) {
        this.settings = settings;
        this.store = store;
    }

    /**
     * Removes a machine.
     *
     * @param force remove the entry even when the host cannot be removed
     * @param before takes a machine that can be loaded out of its cluster
     * @throws MachineNotFoundException when there is no such machine, forced or not
     */
    public void remove(String name, boolean force, Consumer<MachineContext> before) {
        if (!store.exists(name)) {
            throw new MachineNotFoundException(name);
        }
        try (MachineLock _ = settings.locks(store).acquireForRemove(name)) {
            if (store.exists(name) && (force || !store.isOnlyReserved(name))) {
                removeHost(name, force, before);
            }
            MachineDockerContext.removeOf(name, settings);
            store.remove(name);
        }
    }

    /** Removes an entry that only reserves its name, as {@link MachineStore#isOnlyReserved} says, and no other. */
    public void release(String name) {
        try (MachineLock _ = settings.locks(store).acquireForRemove(name)) {
            if (store.isOnlyReserved(name)) {
                store.remove(name);
            }
        }
    }

    private void removeHost(String name, boolean force, Consumer<MachineContext> before) {
        try (MachineContext machine = MachineContext.load(settings, store, name)) {
            machine.whileLocked(() -> {
                leaveCluster(machine, force, before);
                removeHost(machine, force);
            });
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            if (!force) {
                throw e;
            }
            report(name, e);
        }
    }

    private void leaveCluster(MachineContext machine, boolean force, Consumer<MachineContext> before) {
        try {
            before.accept(machine);
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            if (!force) {
                throw e;
            }
            report(machine.name(), e);
        }
    }

    private void removeHost(MachineContext machine, boolean force) {
        try {
            machine.driver().remove();
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            if (!force) {
                throw e;
            }
            report(machine.name(), e);
            boolean hasHost = !(e instanceof HostUnknownException || e instanceof InvalidMachineConfigException);
            if (hasHost) {
                new LeftoverHosts(settings, store).keep(machine.name(), machine.lastConfig());
            }
        }
    }

    private void report(String name, MachineException e) {
        settings.progress()
                .report(new ProgressEvent.Warning(name, "Error removing host \"" + name + "\": " + e.getMessage()));
    }
}
