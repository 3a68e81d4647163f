package io.onemachine.fleet.apply;

import io.onemachine.machine.error.MachineException;

/** Follows the work on the machines of a fleet. Called by many threads. */
public interface FleetObserver {
    /**
     * Notes that work on a machine begins; every other work on it has ended.
     *
     * @param doing what is done: {@code Creating}
     */
    Work begin(String machine, String doing);

    /** Notes something about the whole fleet. */
    void note(String text);

    /** Work on one machine, until it is closed. */
    interface Work extends AutoCloseable {
        /** Notes that it failed. */
        void failed(MachineException failure);

        @Override
        void close();
    }
}
