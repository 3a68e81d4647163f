package io.onemachine.machine;

import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.HostNotRunningException;
import io.onemachine.machine.progress.Steps;

/** Looks after the set-up of a host that has been set up before: certificates, configuration, a newer engine. */
final class HostUpkeep {
    private final Machine machine;
    private final MachinesSettings settings;
    private final HostSetup setup;
    private final Steps steps;

    HostUpkeep(Machine machine, MachinesSettings settings) {
        this.machine = machine;
        this.settings = settings;
        this.setup = new HostSetup(machine, settings);
        this.steps = new Steps(machine.name(), settings.progress(), settings.sleeper());
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
        new OwnPlaces(settings).requireForServer(machine);
        requireNotOff();
        work.run();
        machine.save();
    }

    void upgrade() {
        requireHost();
        if (machine.state() != MachineState.RUNNING) {
            steps.note("Starting machine so machine can be upgraded...");
            new HostOperations(machine, settings).start();
        }
        setup.upgrade();
    }

    private void requireHost() {
        if (!machine.driver().provisionable()) {
            throw machine.withoutHost();
        }
    }

    /** A host that is on its way up is waited for; one that is off would be waited for in vain. */
    private void requireNotOff() {
        if (machine.state().isOff()) {
            throw new HostNotRunningException();
        }
    }
}
