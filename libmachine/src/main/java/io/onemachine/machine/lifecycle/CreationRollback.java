package io.onemachine.machine.lifecycle;

import io.onemachine.machine.error.CleanupResult;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.progress.StepReporter;

/** Removes what a failed or interrupted creation has created. */
final class CreationRollback {
    private final MachineContext machine;
    private final StepReporter stepReporter;

    CreationRollback(MachineContext machine) {
        this.machine = machine;
        this.stepReporter = machine.steps();
    }

    /**
     * Removes the host, then the machine's entry in the store; never throws. An interrupt before the call does not stop it and is restored
     * afterwards. An interrupt during the call stops it; what still exists stays in the store.
     *
     * @param why what happened, for the user: {@code Interrupted}
     */
    CleanupResult run(String why) {
        boolean interrupted = Thread.interrupted();
        try {
            stepReporter.run(why + "; removing \"" + machine.name() + "\" again...", this::remove);
            return new CleanupResult.Removed(machine.name());
        } catch (MachineException e) {
            return new CleanupResult.Left(machine.name(), e);
        } catch (RuntimeException e) {
            return new CleanupResult.Left(machine.name(), new MachineException("Internal error: " + e, e));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void remove() {
        machine.driver().remove();
        MachineDockerContext.removeOf(machine.name(), machine.settings());
        machine.store().remove(machine.name());
    }
}
