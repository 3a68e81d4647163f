package io.onemachine.machine;

import io.onemachine.machine.progress.StepReporter;

/** The part of a creation after which something is left behind: the host, then the engine in it. */
final class MachineCreation {
    private final Machine machine;
    private final HostProvisioning setup;
    private final PowerOperations operations;
    private final StepReporter stepReporter;
    private String step = "Error in driver";

    MachineCreation(Machine machine, MachinesSettings settings) {
        this.machine = machine;
        this.setup = new HostProvisioning(machine, settings);
        this.operations = new PowerOperations(machine, settings);
        this.stepReporter = new StepReporter(machine.name(), settings.progress(), settings.sleeper());
    }

    void run() {
        try {
            part(
                    "Error in driver during machine creation",
                    () -> stepReporter.run("Creating machine...", this::create));
            if (machine.driver().provisionable()) {
                setUp();
            }
        } finally {
            machine.save();
        }
    }

    private void setUp() {
        part(
                "Error waiting for machine to be running",
                () -> stepReporter.run(
                        "Waiting for machine to be running, this may take a few minutes...", operations::awaitRunning));
        part("Error running provisioning", () -> setup.provisionNew(this::check));
    }

    private void check() {
        part("Error checking the host", setup::checkConnection);
        stepReporter.note("Docker is up and running!");
    }

    private void create() {
        machine.driver().create();
        machine.save();
    }

    /** What was being done last, as it is told when it failed: {@code Error running provisioning}. */
    String step() {
        return step;
    }

    private void part(String failure, Runnable work) {
        step = failure;
        work.run();
    }
}
