package io.onemachine.machine.lifecycle;

import io.onemachine.machine.context.ContextException;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.error.PreCreateCheckException;
import io.onemachine.machine.file.PrivateFiles;
import io.onemachine.machine.file.TemporaryFolders;
import io.onemachine.machine.options.EngineOptionSyntax;
import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.machine.reference.Reference;
import io.onemachine.machine.ssh.hostkey.HostKey;
import io.onemachine.machine.ssh.hostkey.HostKeyPolicy;
import io.onemachine.machine.ssh.hostkey.KnownHosts;
import java.nio.file.Path;
import java.util.List;

/** The checks that run before a creation changes anything. */
final class CreationChecks {
    private final MachineContext machine;
    private final Driver driver;

    CreationChecks(MachineContext machine) {
        this.machine = machine;
        this.driver = machine.driver();
    }

    /** Checks the options that do not depend on the driver's cloud. */
    void checkOptions() {
        if (driver.provisionable()) {
            checkEngine();
        }
        checkHostKeyPolicy();
    }

    /** Checks the engine options, which have no effect where no engine is set up. */
    private void checkEngine() {
        EngineOptions options = machine.options().engine();
        EngineOptionSyntax.check(options);
        if (options.arbitraryFlags().stream().anyMatch(String::isBlank)) {
            warn(Reference.option("engine-opt") + ": an empty value is left out");
        }
    }

    private void checkHostKeyPolicy() {
        HostKeyPolicy policy = machine.hostKeyPolicy();
        if (policy == HostKeyPolicy.PINNED && !driver.knowsHostKey()) {
            throw new DriverOptionException(
                    Reference.option(HostKeyPolicy.OPTION, "pinned") + ": the driver \"" + machine.driverName()
                            + "\" does not know the SSH key of a host that does not exist yet, or that others created",
                    "With " + Reference.option(HostKeyPolicy.OPTION, "tofu")
                            + " the key counts that the host shows at the first login.");
        }
        if (policy == HostKeyPolicy.OFF) {
            warn(
                    Reference.option(HostKeyPolicy.OPTION, "off")
                            + ": any host that answers at the machine's address is taken for it, and is given its certificates.");
        }
    }

    /** Runs the driver's checks and returns the keys that an existing host has shown; they are trusted from then on. */
    List<HostKey> runPreCreateChecks() {
        try {
            return machine.steps().get("Running pre-create checks...", () -> {
                driver.preCreateCheck();
                if (driver.hostExists()) {
                    return keysOfExistingHost();
                }
                if (driver.provisionable()) {
                    new HostProvisioning(machine).checkThisComputer();
                }
                return List.of();
            });
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            throw new PreCreateCheckException(e);
        }
    }

    /** Checks that the machine's docker context does not exist yet. */
    void checkDockerContext() {
        try {
            new MachineDockerContext(machine).requireFree();
        } catch (ContextException e) {
            throw new PreCreateCheckException(e);
        }
    }

    private List<HostKey> keysOfExistingHost() {
        Path folder = TemporaryFolders.create();
        try {
            KnownHosts shown = KnownHosts.in(folder);
            new HostProvisioning(machine).checkExistingHost(shown);
            return shown.keys();
        } finally {
            PrivateFiles.deleteFolder(folder);
        }
    }

    private void warn(String text) {
        machine.settings().progress().report(new ProgressEvent.Warning(machine.name(), text));
    }
}
