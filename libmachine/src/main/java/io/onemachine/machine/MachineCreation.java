package io.onemachine.machine;

import io.onemachine.machine.certificate.PendingKeyPair;
import io.onemachine.machine.error.MachineCreationException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.progress.Steps;
import org.jspecify.annotations.Nullable;

/** The part of a creation after which something is left behind: the host, then the engine in it. */
final class MachineCreation {
    private final Machine machine;
    private final HostSetup setup;
    private final HostOperations operations;
    private final Steps steps;

    MachineCreation(Machine machine, MachinesSettings settings) {
        this.machine = machine;
        this.setup = new HostSetup(machine, settings);
        this.operations = new HostOperations(machine, settings);
        this.steps = new Steps(machine.name(), settings.progress(), settings.sleeper());
    }

    /** @param serverKeys the engine's key, being made while the host boots; null when nothing is to be set up */
    void run(@Nullable PendingKeyPair serverKeys) {
        try {
            part("Error in driver during machine creation", () -> steps.run("Creating machine...", this::create));
            if (serverKeys != null) {
                part(
                        "Error waiting for machine to be running",
                        () -> steps.run(
                                "Waiting for machine to be running, this may take a few minutes...",
                                operations::awaitRunning));
                part("Error running provisioning", () -> setup.provisionNew(serverKeys));
                part("Error checking the host", setup::checkConnection);
                steps.note("Docker is up and running!");
            }
        } finally {
            machine.save();
        }
    }

    private void create() {
        machine.driver().create();
        machine.save();
    }

    private static void part(String failure, Runnable work) {
        try {
            work.run();
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            throw new MachineCreationException(failure, e);
        }
    }
}
