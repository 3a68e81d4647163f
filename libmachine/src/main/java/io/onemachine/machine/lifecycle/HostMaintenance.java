package io.onemachine.machine.lifecycle;

import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.HostNotRunningException;
import io.onemachine.machine.progress.StepReporter;

/** Looks after the set-up of a host that has been set up before: certificates, configuration, a newer engine. */
public final class HostMaintenance {
    private final MachineContext machine;
    private final HostProvisioning setup;
    private final StepReporter stepReporter;

    public HostMaintenance(MachineContext machine) {
        this.machine = machine;
        this.setup = new HostProvisioning(machine);
        this.stepReporter = machine.steps();
    }

    /** Sets the host up again, with a new certificate for its engine. */
    public void provision() {
        change(setup::provision);
    }

    /** Gives its engine a new certificate. */
    public void renewCertificates() {
        change(setup::renewCertificates);
    }

    private void change(Runnable work) {
        requireHost();
        WritePathGuard.requireForServer(machine);
        requireNotOff();
        work.run();
        machine.save();
    }

    public void upgrade() {
        requireHost();
        if (machine.state() != MachineState.RUNNING) {
            stepReporter.note("Starting machine so machine can be upgraded...");
            new PowerOperations(machine).start();
        }
        setup.upgrade();
    }

    private void requireHost() {
        if (!machine.driver().provisionable()) {
            throw machine.noSshHost();
        }
    }

    /** A host that is on its way up is waited for; one that is off would be waited for in vain. */
    private void requireNotOff() {
        if (machine.state().isOff()) {
            throw new HostNotRunningException();
        }
    }
}
