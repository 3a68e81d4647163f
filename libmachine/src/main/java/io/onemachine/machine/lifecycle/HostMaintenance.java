package io.onemachine.machine.lifecycle;

import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.HostNotRunningException;
import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.options.HostOptions;
import io.onemachine.machine.progress.StepReporter;
import java.util.List;
import java.util.Optional;

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
        change(() -> {
            setup.provision();
            machine.setUnfinished(Optional.empty());
        });
    }

    /**
     * Gives the engine other options, and its certificate other names, by provisioning the host again. When this fails or is
     * interrupted, the options stay in the store and {@link MachineContext#unfinished} says so.
     */
    public void reconfigure(EngineOptions options, List<String> tlsSans) {
        requireHost();
        requireNotOff();
        HostOptions present = machine.options();
        machine.setOptions(
                new HostOptions(options, present.swarm(), present.auth().withServerCertSans(tlsSans)));
        machine.setUnfinished(Optional.of(Unfinished.CONFIGURATION));
        machine.save();
        provision();
    }

    /**
     * Opens ports in the host's firewall, now and whenever the host is provisioned, unless the machine's options leave the firewall alone.
     *
     * @param ports such as {@code 2377/tcp}
     */
    public void openPorts(List<String> ports) {
        requireHost();
        machine.putNote(
                HostProvisioning.MORE_PORTS,
                Optional.of(String.join(" ", ports)).filter(text -> !text.isEmpty()));
        setup.openPorts();
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
