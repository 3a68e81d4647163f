package io.onemachine.cli.command;

import io.onemachine.machine.Machine;
import io.onemachine.machine.Machines;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.ssh.SshTarget;

/** What {@code ssh}, {@code scp} and {@code mount} have in common: the host has to run. */
final class HostTarget {
    private HostTarget() {}

    /**
     * Makes sure that a machine's host runs.
     *
     * @param doing what cannot be done otherwise, such as {@code run SSH command}
     */
    static void requireRunning(Machine machine, String doing) throws CommandFailure {
        if (machine.state() != MachineState.RUNNING) {
            throw new CommandFailure("Error: Cannot " + doing + ": Host \"" + machine.name() + "\" is not running");
        }
    }

    /** Where to log in for a path on a machine. */
    static SshTarget of(Machines machines, MachinePath place, String doing) throws CommandFailure {
        try (Machine machine = machines.load(place.machine())) {
            requireRunning(machine, doing);
            SshTarget target = machine.sshTarget();
            return place.user().isEmpty() ? target : target.as(place.user());
        }
    }
}
