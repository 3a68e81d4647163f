package io.onemachine.machine;

import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.MachineStateException;
import io.onemachine.machine.progress.Steps;
import io.onemachine.machine.time.Polling;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Starts and stops a machine's host. */
final class HostOperations {
    /** A driver waits by itself; this is for what its answers lag behind. */
    private static final Duration STATE_LIMIT = Duration.ofMinutes(3);

    private final Machine machine;
    private final MachinesSettings settings;
    private final Steps steps;

    /** Where a host is to get to. */
    private enum Wanted {
        RUNNING,
        /** One that somebody suspended is off too, and stays so. */
        OFF;

        boolean reached(MachineState state) {
            return switch (this) {
                case RUNNING -> state == MachineState.RUNNING;
                case OFF -> state.isOff();
            };
        }

        String label() {
            return (this == RUNNING ? MachineState.RUNNING : MachineState.STOPPED).label();
        }
    }

    HostOperations(Machine machine, MachinesSettings settings) {
        this.machine = machine;
        this.settings = settings;
        this.steps = new Steps(machine.name(), settings.progress(), settings.sleeper());
    }

    void start() {
        String addressBefore = machine.lastAddress();
        change("Starting", Wanted.RUNNING, machine.driver()::start);
        steps.note("Machine \"" + machine.name() + "\" was started.");
        awaitEngine(addressBefore);
    }

    void stop() {
        change("Stopping", Wanted.OFF, machine.driver()::stop);
        steps.note("Machine \"" + machine.name() + "\" was stopped.");
    }

    void kill() {
        change("Killing", Wanted.OFF, machine.driver()::kill);
        steps.note("Machine \"" + machine.name() + "\" was killed.");
    }

    void restart() {
        String addressBefore = machine.lastAddress();
        Driver driver = machine.driver();
        steps.run("Restarting \"" + machine.name() + "\"...", () -> {
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

    /**
     * Waits until the driver says that the host runs.
     *
     * @throws DriverException when it does not, or is in an error state
     */
    void awaitRunning() {
        await(Wanted.RUNNING);
    }

    private void change(String doing, Wanted wanted, Runnable action) {
        steps.run(doing + " \"" + machine.name() + "\"...", () -> {
            MachineState before = machine.state();
            if (wanted.reached(before)) {
                throw new MachineStateException("Machine \"" + machine.name() + "\" is already "
                        + before.label().toLowerCase(Locale.ROOT) + ".");
            }
            try {
                action.run();
                await(wanted);
            } finally {
                machine.save();
            }
        });
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
        if (!machine.driver().provisionable()) {
            return;
        }
        new HostSetup(machine, settings).awaitEngine();
        String address = machine.ip();
        machine.save();
        if (!addressBefore.isEmpty() && !address.equals(addressBefore)) {
            steps.note("Started machines may have new IP addresses. You may need to re-run the `docker-machine env` "
                    + "command.");
            steps.note("The address of \"" + machine.name() + "\" has changed from " + addressBefore + " to " + address
                    + ".");
        }
    }
}
