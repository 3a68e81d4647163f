package io.onemachine.machine.lifecycle;

import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.MachineStateException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.error.ProvisioningException;
import io.onemachine.machine.progress.StepReporter;
import io.onemachine.machine.reference.Reference;
import io.onemachine.machine.time.Polling;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Starts and stops a machine's host. */
public final class PowerOperations {
    /** Drivers wait themselves; this covers the delay of their status answers. */
    private static final Duration STATE_LIMIT = Duration.ofMinutes(3);

    private final MachineContext machine;
    private final MachinesSettings settings;
    private final StepReporter stepReporter;
    private final Set<String> others;

    /** The target state of a host. */
    private enum Wanted {
        RUNNING,
        /** Includes a suspended host, which stays suspended. */
        OFF;

        boolean reached(MachineState state) {
            return switch (this) {
                case RUNNING -> state == MachineState.RUNNING;
                case OFF -> state.isOff();
            };
        }

        boolean isAimOfAny(Set<String> commands) {
            return switch (this) {
                case RUNNING -> commands.contains("start") || commands.contains("restart");
                case OFF -> commands.contains("stop") || commands.contains("kill");
            };
        }

        String label() {
            return (this == RUNNING ? MachineState.RUNNING : MachineState.STOPPED).label();
        }
    }

    PowerOperations(MachineContext machine) {
        this(machine, Set.of());
    }

    /** @param others commands that changed the machine just before: a host that they brought to the target state is not an error */
    public PowerOperations(MachineContext machine, Set<String> others) {
        this.machine = machine;
        this.settings = machine.settings();
        this.others = Set.copyOf(others);
        this.stepReporter = machine.steps();
    }

    public void start() {
        String addressBefore = lastAddress();
        change("Starting", Wanted.RUNNING, () -> machine.driver().start());
        stepReporter.note("Machine \"" + machine.name() + "\" was started.");
        awaitEngine(addressBefore);
    }

    public void stop() {
        change("Stopping", Wanted.OFF, () -> machine.driver().stop());
        stepReporter.note("Machine \"" + machine.name() + "\" was stopped.");
    }

    public void kill() {
        change("Killing", Wanted.OFF, () -> machine.driver().kill());
        stepReporter.note("Machine \"" + machine.name() + "\" was killed.");
    }

    public void restart() {
        String addressBefore = lastAddress();
        stepReporter.run("Restarting \"" + machine.name() + "\"...", () -> {
            Driver driver = machine.driver();
            try {
                if (machine.state().isOff()) {
                    driver.start();
                } else {
                    driver.restart();
                }
                awaitRunning();
            } finally {
                machine.save();
            }
        });
        awaitEngine(addressBefore);
    }

    /** Returns the last known address; a missing driver is reported by the step that follows, after its announcement. */
    private String lastAddress() {
        return machine.driverAvailable() ? machine.lastAddress() : "";
    }

    /**
     * Waits until the driver reports that the host runs.
     *
     * @throws DriverException when it does not, or is in an error state
     */
    void awaitRunning() {
        await(Wanted.RUNNING);
    }

    private void change(String doing, Wanted wanted, Runnable action) {
        stepReporter.run(doing + " \"" + machine.name() + "\"...", () -> {
            MachineState before = machine.state();
            if (wanted.reached(before)) {
                if (wanted.isAimOfAny(others)) {
                    return;
                }
                throw new MachineStateException("Machine \"" + machine.name() + "\" is already "
                        + before.label().toLowerCase(Locale.ROOT) + ".");
            }
            try {
                act(wanted, action);
                await(wanted);
            } finally {
                machine.save();
            }
        });
    }

    /** Runs the action; a driver may refuse what the other command has just done. */
    private void act(Wanted wanted, Runnable action) {
        try {
            action.run();
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            if (!wanted.isAimOfAny(others) || !wanted.reached(machine.state())) {
                throw e;
            }
        }
    }

    private void await(Wanted wanted) {
        String label = wanted.label();
        boolean there = Polling.upTo(STATE_LIMIT, settings.sleeper())
                .until(
                        "waiting for " + machine.name() + " to be " + label.toLowerCase(Locale.ROOT),
                        () -> reached(wanted))
                .isPresent();
        if (!there) {
            throw new DriverException("Machine \"" + machine.name() + "\" did not get to state " + label + " within "
                    + STATE_LIMIT.toSeconds() + " s; it is in state "
                    + machine.state().label());
        }
    }

    private Optional<MachineState> reached(Wanted wanted) {
        MachineState state = machine.state();
        if (state == MachineState.ERROR && wanted == Wanted.RUNNING) {
            throw new DriverException("Machine \"" + machine.name() + "\" is in state " + state.label());
        }
        return Optional.of(state).filter(wanted::reached);
    }

    private void awaitEngine(String addressBefore) {
        if (machine.driver().provisionable()) {
            HostProvisioning provisioning = new HostProvisioning(machine);
            if (machine.note(SnapshotOperations.REVERTED).isPresent()) {
                awaitRevertedEngine(provisioning);
            } else {
                provisioning.awaitEngine();
            }
            noteNewAddress(addressBefore);
        }
        new MachineDockerContext(machine).refresh();
    }

    private void noteNewAddress(String addressBefore) {
        String address = machine.ip();
        machine.save();
        if (!addressBefore.isEmpty() && !address.equals(addressBefore)) {
            stepReporter.note("Started machines may have new IP addresses. You may need to re-run the `"
                    + Reference.command("env") + "` command.");
            stepReporter.note("The address of \"" + machine.name() + "\" has changed from " + addressBefore + " to "
                    + address + ".");
        }
    }

    /** Repairs a host whose disk was taken back. Its engine may be of an earlier time, and need not listen before that. */
    private void awaitRevertedEngine(HostProvisioning provisioning) {
        try {
            provisioning.awaitEngine();
        } catch (ProvisioningException e) {
            stepReporter.note(e.getMessage());
        }
        provisioning.repairAfterRevert();
        machine.putNote(SnapshotOperations.REVERTED, Optional.empty());
    }
}
