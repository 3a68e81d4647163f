package io.onemachine.machine.lifecycle;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.onemachine.machine.config.ConfigNames;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.InvalidMachineNameException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.MachineExistsException;
import io.onemachine.machine.error.MachineNotFoundException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.lock.MachineLock;
import io.onemachine.machine.lock.MachineLocks;
import io.onemachine.machine.name.MachineName;
import io.onemachine.machine.progress.StepReporter;
import io.onemachine.machine.reference.Reference;
import io.onemachine.machine.store.MachineStore;
import java.util.Optional;

/**
 * Renames a machine: its entry in the store, then what follows the name: the host in the cloud, and its host name. At no moment do two
 * machines have one host, as removing one of them would take it from the other. A renaming that was interrupted after the entry is
 * completed by the same command.
 */
public final class MachineRename {
    private static final String COMMAND = "rename";

    /** Not in docker-machine: the old name, until everything has followed the new one. */
    private static final String RENAMED_FROM = "RenamedFrom";

    private final MachinesSettings settings;
    private final MachineStore store;

    public MachineRename(MachinesSettings settings, MachineStore store) {
        this.settings = settings;
        this.store = store;
    }

    /**
     * Renames a machine.
     *
     * @throws MachineNotFoundException when there is no machine of the old name
     * @throws MachineExistsException when there is one of the new name
     * @throws InvalidMachineNameException when the new name cannot be a machine's
     * @throws io.onemachine.machine.host.NotSupportedException when the driver finds its host by the machine's name
     */
    public void run(String name, String newName) {
        if (!MachineName.isValid(newName)) {
            throw new InvalidMachineNameException("Error renaming machine", newName);
        }
        store.requireNameFits(newName);
        if (!store.exists(name) && isRenamed(name, newName)) {
            MachineLocks locks = settings.locks(store);
            try (MachineLock _ = locks.acquire(COMMAND, newName)) {
                follow(name, newName);
            }
            return;
        }
        if (!store.exists(name)) {
            throw new MachineNotFoundException(name);
        }
        if (store.exists(newName)) {
            throw new MachineExistsException(newName);
        }
        MachineLocks locks = settings.locks(store);
        try (MachineLock _ = locks.acquire(COMMAND, name);
                MachineLock ofNewName = locks.acquireForCreate(newName)) {
            if (store.exists(newName)) {
                throw new MachineExistsException(newName);
            }
            prepare(name);
            renameEntry(name, newName);
            ofNewName.announce();
            follow(name, newName);
        }
    }

    private boolean isRenamed(String name, String newName) {
        try {
            return store.exists(newName)
                    && store.read(newName).get(RENAMED_FROM) instanceof JsonPrimitive from
                    && from.isString()
                    && from.getAsString().equals(name);
        } catch (MachineException e) {
            return false; // the new one cannot be read, and the old one is missing
        }
    }

    /** Verifies that the host will be found by the new name; changes nothing when not. */
    private void prepare(String name) {
        try (MachineContext machine = MachineContext.load(settings, store, name)) {
            machine.whileLocked(() -> machine.care(COMMAND).requireRenamable());
        }
    }

    private void renameEntry(String name, String newName) {
        JsonObject config =
                ConfigNames.renamed(store.read(name), newName, store.directory(name), store.directory(newName));
        config.addProperty(RENAMED_FROM, name);
        store.rename(name, newName, config);
    }

    private void follow(String name, String newName) {
        try (MachineContext machine = MachineContext.load(settings, store, newName)) {
            machine.whileLocked(() -> {
                StepReporter steps = machine.steps();
                MachineDockerContext.rename(machine, name);
                renameHost(name, machine);
                nameHost(machine, steps);
                machine.putNote(RENAMED_FROM, Optional.empty());
                steps.note("Machine \"" + name + "\" is now \"" + newName + "\".");
                noteActive(name, newName, steps);
            });
        }
    }

    private void renameHost(String name, MachineContext machine) {
        try {
            machine.care(COMMAND).rename(machine.name());
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            throw new MachineException(
                    "Machine \"" + name + "\" is now \"" + machine.name()
                            + "\", but its host in the cloud is still named \"" + name + "\": " + e.getMessage(),
                    "The machine works all the same. Run \""
                            + Reference.command(COMMAND).with(name).with(machine.name()) + "\" again to complete it.",
                    e);
        }
    }

    /** Names the host itself. A failure does not undo the rest: the machine works whatever its host is named. */
    private void nameHost(MachineContext machine, StepReporter steps) {
        String later = "; \"" + Reference.command("provision").with(machine.name()) + "\" names it";
        try {
            if (!machine.driver().provisionable()) {
                return;
            }
            if (machine.state() == MachineState.RUNNING) {
                new HostProvisioning(machine).nameHost();
            } else {
                steps.note("The host is not running, so it keeps its host name for now" + later + " when it runs.");
            }
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            steps.warn("The host keeps its host name: " + e.getMessage() + later + ".");
        }
    }

    private void noteActive(String name, String newName, StepReporter steps) {
        if (settings.environment().getOrDefault("DOCKER_MACHINE_NAME", "").equals(name)) {
            steps.note("The environment of this shell still names \"" + name + "\"; run \""
                    + Reference.command("env").with(newName) + "\" for the new paths.");
        }
    }
}
