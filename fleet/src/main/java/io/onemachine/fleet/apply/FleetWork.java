package io.onemachine.fleet.apply;

import io.onemachine.machine.error.MachineException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The work on the machines of a fleet and what became of it. Thread-safe. */
final class FleetWork {
    private final FleetObserver observer;
    private final Map<String, Integer> done = new LinkedHashMap<>();
    private final Map<String, MachineException> failures = new LinkedHashMap<>();

    FleetWork(FleetObserver observer) {
        this.observer = observer;
    }

    /**
     * Does something with a machine. A failure, also a fault of this program, is noted and thrown to no one.
     *
     * @param doing what is done: {@code Creating}
     * @param counted the word to count a success by; empty for none
     */
    void on(String machine, String doing, String counted, Runnable work) {
        try (FleetObserver.Work lane = observer.begin(machine, doing)) {
            try {
                work.run();
                count(counted);
            } catch (MachineException e) {
                fail(machine, e, lane);
            } catch (RuntimeException | Error e) {
                fail(machine, new MachineException("Internal error: " + e, e), lane);
            }
        }
    }

    private synchronized void count(String counted) {
        if (!counted.isEmpty()) {
            done.merge(counted, 1, Integer::sum);
        }
    }

    private synchronized void fail(String machine, MachineException failure, FleetObserver.Work lane) {
        failures.put(machine, failure);
        lane.failed(failure);
    }

    synchronized boolean hasFailed(String machine) {
        return failures.containsKey(machine);
    }

    synchronized boolean hasFailures() {
        return !failures.isEmpty();
    }

    /** Returns the number of machines by what was done with them. */
    synchronized Map<String, Integer> done() {
        return new LinkedHashMap<>(done);
    }

    /** Returns the failures by machine. */
    synchronized Map<String, MachineException> failures() {
        return new LinkedHashMap<>(failures);
    }
}
