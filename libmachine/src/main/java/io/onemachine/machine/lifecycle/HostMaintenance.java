package io.onemachine.machine.lifecycle;

import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.HostNotRunningException;
import io.onemachine.machine.progress.StepReporter;

/** Maintains a provisioned host: certificates, configuration, engine upgrades. */
public final class HostMaintenance {
    private final MachineContext machine;
    private final HostProvisioning setup;
    private final StepReporter stepReporter;

    public HostMaintenance(MachineContext machine) {
        this.machine = machine;
        this.setup = new HostProvisioning(machine);
        this.stepReporter = machine.steps();
    }

    /** Provisions the host again, with a new certificate for its engine. */
    public void provision() {
        change(setup::provision);
    }

    /** Issues a new certificate for its engine. */
    public void renewCertificates() {
        change(setup::renewCertificates);
    }

    private void change(Runnable work) {
        requireHost();
        WritePathGuard.requireForServer(machine);
        requireNotOff();
        work.run();
        machine.save();
        new MachineDockerContext(machine).refresh();
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

    /** Rejects a host that is off: waiting for its SSH server would be in vain. One that is starting is waited for. */
    private void requireNotOff() {
        if (machine.state().isOff()) {
            throw new HostNotRunningException();
        }
    }
}
