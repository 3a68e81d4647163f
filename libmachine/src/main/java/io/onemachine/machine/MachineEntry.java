package io.onemachine.machine;

import io.onemachine.machine.error.MachineException;

/** One machine in a listing; one that cannot be read does not spoil the others. */
public sealed interface MachineEntry {
    String name();

    /**
     * Returns the machine.
     *
     * @throws MachineException when it cannot be read
     */
    Machine machine();

    /** A machine that can be used. */
    record Loaded(Machine machine) implements MachineEntry {
        @Override
        public String name() {
            return machine.name();
        }
    }

    /** A folder whose machine cannot be read, and why. */
    record Broken(String name, MachineException error) implements MachineEntry {
        @Override
        public Machine machine() {
            throw error;
        }
    }
}
