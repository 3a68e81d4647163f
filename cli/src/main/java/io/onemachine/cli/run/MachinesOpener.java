package io.onemachine.cli.run;

import io.onemachine.cli.error.CommandFailure;

import io.onemachine.machine.Machines;
import io.onemachine.machine.progress.Progress;

/** How a command gets at the machines; a test hands out its own. */
@FunctionalInterface
public interface MachinesOpener {
    /**
     * The machines of a session's store.
     *
     * @param programContext where they are and how to reach them
     * @param progress where long operations say what they do
     */
    Machines open(ProgramContext programContext, Progress progress) throws CommandFailure;
}
