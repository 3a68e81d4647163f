package io.onemachine.machine.lifecycle;

import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.progress.StepReporter;
import io.onemachine.machine.ssh.login.HostMonitor;
import java.util.Optional;

/** Asks the driver about the host while waiting for its SSH server. */
record DriverHostMonitor(Driver driver, StepReporter stepReporter) implements HostMonitor {
    /** Returns the driver's finding; a driver that fails to answer does not end the waiting. */
    @Override
    public Optional<String> condition() {
        try {
            return driver.condition();
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> loginAdvice() {
        return driver.loginAdvice();
    }

    @Override
    public void say(String line) {
        stepReporter.note(line);
    }
}
