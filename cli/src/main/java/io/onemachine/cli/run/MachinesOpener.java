package io.onemachine.cli.run;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.machine.Machines;
import io.onemachine.machine.progress.Progress;

/** Opens the store for a command; tests supply their own. */
@FunctionalInterface
public interface MachinesOpener {
    /**
     * Opens the store.
     *
     * @param programContext the store's path and the connection settings
     * @param progress receives the progress of long operations
     */
    Machines open(ProgramContext programContext, Progress progress) throws CommandFailure;
}
