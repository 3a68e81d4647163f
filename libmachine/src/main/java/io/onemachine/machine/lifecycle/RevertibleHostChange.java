package io.onemachine.machine.lifecycle;

import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.progress.StepReporter;
import io.onemachine.machine.provision.Provisioner;
import java.time.Duration;

/**
 * The set-up of a host that was there before: it is done as a whole or not at all. When something fails on the way, or is interrupted,
 * the host and the machine's certificates are put back as they were.
 */
final class RevertibleHostChange {
    private final MachineContext machine;
    private final StepReporter stepReporter;

    RevertibleHostChange(MachineContext machine, StepReporter stepReporter) {
        this.machine = machine;
        this.stepReporter = stepReporter;
    }

    /**
     * Does it.
     *
     * @param limit how long it may take at most; the host goes back by itself after that, in case nobody is there to see to it
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

    /** A thread that is interrupted does it all the same and is interrupted again afterwards. One that is interrupted meanwhile stops. */
    private void putBack(Provisioner provisioner, CertificateSnapshot certificates, Duration limit) {
        boolean interrupted = Thread.interrupted();
        try {
            // Neither waits for the other's success: the disk here may be full, the host may be away.
            attempt(
                    certificates::restore,
                    "The certificates in " + machine.directory() + " could not be put back as they were",
                    "\nWhen that is mended, run \"docker-machine regenerate-certs " + machine.name() + "\".");
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
