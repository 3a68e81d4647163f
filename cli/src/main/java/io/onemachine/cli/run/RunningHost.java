package io.onemachine.cli.run;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.machine.Machine;
import io.onemachine.machine.Machines;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.ssh.SshTarget;

/** The common part of {@code ssh}, {@code scp} and {@code mount}: they need a running host. */
public final class RunningHost {
    /** The prefix of the error when {@code scp} or {@code mount} cannot load a machine, as in docker-machine 0.16.2. */
    public static final String NOT_LOADED = "Error loading host: Error loading host: ";

    private RunningHost() {}

    /**
     * Ensures that a machine's host runs.
     *
     * @param doing the operation that needs it, for the message, such as {@code run SSH command}
     */
    public static void requireRunning(Machine machine, String doing) throws CommandFailure {
        if (machine.state() != MachineState.RUNNING) {
            throw new CommandFailure("Error: Cannot " + doing + ": Host \"" + machine.name() + "\" is not running");
        }
    }

    /** Returns the SSH login for a path on a machine. */
    public static SshTarget of(Machines machines, MachinePath path, String doing) throws CommandFailure {
        try (Machine machine = load(machines, path.machine())) {
            requireRunning(machine, doing);
            SshTarget target = machine.sshTarget();
            return path.user().isEmpty() ? target : target.as(path.user());
        }
    }

    private static Machine load(Machines machines, String name) throws CommandFailure {
        try {
            return machines.load(name);
        } catch (MachineException e) {
            throw CommandFailure.of(NOT_LOADED, e);
        }
    }
}
