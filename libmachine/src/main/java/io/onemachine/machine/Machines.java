package io.onemachine.machine;

import java.util.List;

/** The machines of one store. */
public interface Machines {
    /**
     * Makes a machine: checks first, then the host, then the engine in it.
     *
     * @return the machine, running, its engine answering
     * @throws io.onemachine.machine.error.InvalidMachineNameException when the name cannot be a host name
     * @throws io.onemachine.machine.error.MachineExistsException when there is one of that name
     * @throws io.onemachine.machine.error.DriverNotFoundException when there is no such driver
     * @throws io.onemachine.machine.error.DriverOptionException when an option is wrong
     * @throws io.onemachine.machine.error.PreCreateCheckException when it cannot be made; nothing is left behind
     * @throws io.onemachine.machine.error.MachineCreationException when it failed on the way; the machine is in the
     *     store then, with what is needed to remove it
     */
    Machine create(CreateRequest request);

    /**
     * The machine of that name.
     *
     * @throws io.onemachine.machine.error.MachineNotFoundException when there is none
     * @throws io.onemachine.machine.error.BrokenMachineException when its configuration cannot be used
     */
    Machine load(String name);

    /** Whether there is a machine of that name, usable or not. */
    boolean exists(String name);

    /** The names of all machines, in byte order. */
    List<String> names();

    /** All machines, in the order of {@link #names()}. */
    List<MachineEntry> list();

    /**
     * Removes a machine: its host first, then what the store has of it.
     *
     * @param force drop what the store has even when the host cannot be removed; the failure is then a
     *     {@link io.onemachine.machine.progress.ProgressEvent.Warning}
     */
    void remove(String name, boolean force);
}
