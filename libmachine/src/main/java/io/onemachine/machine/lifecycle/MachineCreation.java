package io.onemachine.machine.lifecycle;

import io.onemachine.machine.certificate.SharedCertificates;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.error.CleanupResult;
import io.onemachine.machine.error.CreationInterruptedException;
import io.onemachine.machine.error.CreationRefusedException;
import io.onemachine.machine.error.MachineCreationException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.error.PreCreateCheckException;
import io.onemachine.machine.host.HostToAdopt;
import io.onemachine.machine.lock.MachineLock;
import io.onemachine.machine.progress.StepReporter;
import io.onemachine.machine.ssh.hostkey.HostKey;
import java.util.List;
import java.util.Optional;

/** Creates a machine: checks, reserves the name, creates the host, waits for it, provisions it, verifies the engine, and saves. */
public final class MachineCreation {
    private final MachineContext machine;
    private final DriverOptions options;
    private final Optional<HostToAdopt> adopted;
    private final boolean keepOnFailure;
    private final boolean withDockerContext;
    private final HostProvisioning provisioning;
    private final StepReporter stepReporter;

    /** The current step, in the words of its failure message. */
    private String step = "Error in driver";

    /**
     * @param options all options for the driver
     * @param adopted the existing host to adopt; empty for a new one
     * @param keepOnFailure whether a creation that fails leaves what it has created
     * @param withDockerContext whether the machine gets a docker context
     */
    public MachineCreation(
            MachineContext machine,
            DriverOptions options,
            Optional<HostToAdopt> adopted,
            boolean keepOnFailure,
            boolean withDockerContext) {
        this.machine = machine;
        this.options = options;
        this.adopted = adopted;
        this.keepOnFailure = keepOnFailure;
        this.withDockerContext = withDockerContext;
        this.provisioning = new HostProvisioning(machine);
        this.stepReporter = machine.steps();
    }

    /**
     * Creates the machine.
     *
     * @param checked runs when all checks have passed and nothing is created yet
     */
    public void run(Runnable checked) {
        List<HostKey> hostKeys = check();
        checked.run();
        createCertificates();
        try (MachineLock lock = machine.locks().acquireForCreate(machine.name())) {
            machine.whileLocked(() -> {
                reserve(hostKeys);
                lock.announce();
                rollingBackOnFailure(this::createHostAndEngine);
            });
        }
    }

    /** Runs the checks, and creates nothing. */
    public void checkOnly() {
        check();
    }

    private List<HostKey> check() {
        if (adopted.isPresent()) {
            machine.driver().adopt(adopted.get(), options);
            new AdoptionCheck(machine).requireUnused(adopted.get());
        } else {
            machine.driver().setOptions(options);
        }
        CreationChecks checks = new CreationChecks(machine);
        checks.checkOptions();
        certificates().reportPlannedChanges();
        if (withDockerContext) {
            checks.checkDockerContext();
        }
        return checks.runPreCreateChecks();
    }

    private void createCertificates() {
        if (certificates().ensure()) {
            machine.settings().warnOfNewCa();
        }
    }

    private SharedCertificates certificates() {
        return machine.settings().certificates(machine.settings().tlsFiles());
    }

    /** Reserves the machine's name in the store; from here on there is something to roll back. */
    private void reserve(List<HostKey> hostKeys) {
        machine.store().reserve(machine.name());
        boolean saved = false;
        try {
            machine.save();
            hostKeys.forEach(machine.knownHosts()::put);
            saved = true;
        } finally {
            if (!saved) {
                machine.store().remove(machine.name());
            }
        }
        provisioning.noteHostKey(machine.knownHosts());
    }

    private void createHostAndEngine() {
        try {
            createHost();
            if (machine.driver().provisionable()) {
                awaitHost();
                provision();
            }
            machine.driver().completed();
            machine.setUnfinished(Optional.empty());
        } finally {
            machine.save();
        }
        if (withDockerContext) {
            new MachineDockerContext(machine).addToNew();
        }
    }

    private void createHost() {
        step = "Error in driver during machine creation";
        stepReporter.run("Creating machine...", () -> {
            machine.driver().create();
            machine.save();
        });
    }

    private void awaitHost() {
        step = "Error waiting for machine to be running";
        stepReporter.run(
                "Waiting for machine to be running, this may take a few minutes...",
                new PowerOperations(machine)::awaitRunning);
    }

    private void provision() {
        step = "Error running provisioning";
        provisioning.provisionNew(this::verify);
    }

    /** Verifies the engine. Part of provisioning, because an existing host is restored when this fails. */
    private void verify() {
        step = "Error checking the host";
        provisioning.checkConnection();
        stepReporter.note("Docker is up and running!");
    }

    private void rollingBackOnFailure(Runnable work) {
        try {
            work.run();
        } catch (CreationRefusedException e) {
            machine.store().remove(machine.name());
            throw new PreCreateCheckException(e);
        } catch (OperationInterruptedException e) {
            throw new CreationInterruptedException(e, rollBack("Interrupted"));
        } catch (MachineException e) {
            throw new MachineCreationException(step, e, rollBack("The creation has failed"));
        } catch (RuntimeException e) {
            // Even after a defect of this program, no host may be left over.
            rollBack("The creation has failed");
            throw e;
        }
    }

    private CleanupResult rollBack(String why) {
        return keepOnFailure ? new CleanupResult.Kept(machine.name()) : new CreationRollback(machine).run(why);
    }
}
