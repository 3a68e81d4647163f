package io.onemachine.cli.run;

import io.onemachine.cli.error.CommandFailure;

import io.onemachine.machine.Machine;
import io.onemachine.machine.Machines;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.ssh.SshTarget;

/** What {@code ssh}, {@code scp} and {@code mount} have in common: the host has to run. */
public final class RunningHost {
    /** What an error of a machine that {@code scp} and {@code mount} cannot load begins with, to the letter. */
    public static final String NOT_LOADED = "Error loading host: Error loading host: ";

    private RunningHost() {}

    /**
     * Makes sure that a machine's host runs.
     *
     * @param doing what cannot be done otherwise, such as {@code run SSH command}
     */
    public static void requireRunning(Machine machine, String doing) throws CommandFailure {
        if (machine.state() != MachineState.RUNNING) {
            throw new CommandFailure("Error: Cannot " + doing + ": Host \"" + machine.name() + "\" is not running");
        }
    }

    /** Where to log in for a path on a machine. */
    public static SshTarget of(Machines machines, MachinePath place, String doing) throws CommandFailure {
        try (Machine machine = load(machines, place.machine())) {
            requireRunning(machine, doing);
            SshTarget target = machine.sshTarget();
            return place.user().isEmpty() ? target : target.as(place.user());
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
