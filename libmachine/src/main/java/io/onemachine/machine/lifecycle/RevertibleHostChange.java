package io.onemachine.machine.lifecycle;

import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.progress.StepReporter;
import io.onemachine.machine.provision.Provisioner;
import io.onemachine.machine.reference.Reference;
import java.time.Duration;

/**
 * A change of a host that was in use before: done completely or not at all. After a failure or an interrupt, the host and the machine's
 * certificates are restored.
 */
final class RevertibleHostChange {
    private final MachineContext machine;
    private final StepReporter stepReporter;

    RevertibleHostChange(MachineContext machine, StepReporter stepReporter) {
        this.machine = machine;
        this.stepReporter = stepReporter;
    }

    /**
     * Runs the change.
     *
     * @param limit how long it may take; after that the host restores itself, in case this process has died
     */
    void run(Provisioner provisioner, Duration limit, Runnable work) {
        CertificateSnapshot certificates = CertificateSnapshot.of(machine);
        boolean hadDocker = provisioner.isDockerInstalled();
        boolean done = false;
        try {
            provisioner.beginChanges(limit);
            work.run();
            provisioner.keepChanges();
            done = true;
        } finally {
            if (!done) {
                if (!hadDocker && provisioner.isDockerInstalled()) {
                    stepReporter.warn(
                            "Docker was installed on the host of \"" + machine.name() + "\" and stays there.");
                }
                putBack(provisioner, certificates, limit);
            }
        }
    }

    /** Restores the host. An interrupt before the call does not stop it and is set again afterwards; one during the call stops it. */
    private void putBack(Provisioner provisioner, CertificateSnapshot certificates, Duration limit) {
        boolean interrupted = Thread.interrupted();
        try {
            // Each is attempted on its own: the disk here may be full, or the host unreachable.
            attempt(
                    certificates::restore,
                    "The certificates in " + machine.directory() + " could not be put back as they were",
                    "\nWhen that is fixed, run \""
                            + Reference.command("regenerate-certs").with(machine.name()) + "\".");
            if (provisioner.hasChanges()) {
                attempt(
                        () -> stepReporter.run("Putting the host back as it was...", provisioner::undoChanges),
                        "The host of \"" + machine.name() + "\" could not be put back as it was",
                        "\nAs long as it runs, it does so by itself within " + limit.toMinutes() + " minutes.");
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void attempt(Runnable work, String failure, String advice) {
        try {
            work.run();
        } catch (MachineException e) {
            stepReporter.warn(failure + ": " + e.getMessage() + advice);
        }
    }
}
