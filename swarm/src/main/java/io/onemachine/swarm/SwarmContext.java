package io.onemachine.swarm;

import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.progress.Progress;
import io.onemachine.machine.progress.StepReporter;
import io.onemachine.machine.time.Polling;
import io.onemachine.machine.time.Sleeper;
import io.onemachine.swarm.engine.EngineInfo;
import io.onemachine.swarm.engine.SwarmNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What the operations on swarms share. */
record SwarmContext(SwarmHosts hosts, Progress progress, Sleeper sleeper) {
    /** For one request to an engine that is expected to answer; a manager without a leader takes 20 seconds to say so. */
    static final Duration REQUEST = Duration.ofSeconds(30);

    /** For one request to an engine that may be off. */
    static final Duration SHORT_REQUEST = Duration.ofSeconds(5);

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    StepReporter steps(String machine) {
        return new StepReporter(machine, progress, sleeper);
    }

    /**
     * Waits for something; a failure to find out, as while managers elect a leader, counts as "not yet".
     *
     * @return whether it came in time
     */
    boolean await(String what, Duration limit, BooleanSupplier condition) {
        return new Polling(sleeper, SHORTEST_PAUSE, LONGEST_PAUSE, limit)
                .until(what, () -> holds(condition) ? Optional.of(what) : Optional.empty())
                .isPresent();
    }

    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            return false;
        }
    }

    /** Asks a machine's engine what it is; empty when it does not answer. */
    static Optional<EngineInfo> tryInfo(SwarmHost host, Duration timeout) {
        try {
            return Optional.of(host.engine(timeout).info());
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            return Optional.empty();
        }
    }

    /** Warns of a swarm that stands still as soon as one of two managers is off. */
    void warnOfTwoManagers(String machine, List<SwarmNode> nodes) {
        if (Quorum.of(nodes).managers() == 2) {
            steps(machine)
                    .warn(
                            "The swarm has two managers: it cannot be changed while one of them is off. One manager, or three, are safer.");
        }
    }
}
