package io.onemachine.machine;

import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.HostNotRunningException;
import io.onemachine.machine.progress.StepReporter;

/** Looks after the set-up of a host that has been set up before: certificates, configuration, a newer engine. */
final class HostMaintenance {
    private final Machine machine;
    private final MachinesSettings settings;
    private final HostProvisioning setup;
    private final StepReporter stepReporter;

    HostMaintenance(Machine machine, MachinesSettings settings) {
        this.machine = machine;
        this.settings = settings;
        this.setup = new HostProvisioning(machine, settings);
        this.stepReporter = new StepReporter(machine.name(), settings.progress(), settings.sleeper());
    }

    /** Sets the host up again, with a new certificate for its engine. */
    void provision() {
        change(setup::provision);
    }

    /** Gives its engine a new certificate. */
    void renewCertificates() {
        change(setup::renewCertificates);
    }

    private void change(Runnable work) {
        requireHost();
        new WritePathGuard(settings).requireForServer(machine);
        requireNotOff();
        work.run();
        machine.save();
    }

    void upgrade() {
        requireHost();
        if (machine.state() != MachineState.RUNNING) {
            stepReporter.note("Starting machine so machine can be upgraded...");
            new PowerOperations(machine, settings).start();
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
