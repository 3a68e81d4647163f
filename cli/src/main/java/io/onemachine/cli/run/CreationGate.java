package io.onemachine.cli.run;

import io.onemachine.cli.error.ExitCode;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Holds back the creation of several machines until each has passed its checks; when one fails, none is created. */
public final class CreationGate {
    private final CountDownLatch checks;
    private final Set<String> passed = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Rejection> rejection = new AtomicReference<>();

    private record Rejection(String machine, ExitCode exitCode) {}

    /** A creation that did not start because another machine's check failed. */
    public static final class HeldBackException extends MachineException {
        private static final long serialVersionUID = 1L;

        private final ExitCode exitCode;

        private HeldBackException(String machine, Rejection rejection) {
            super("Machine \"" + machine + "\" is not created, as the check of \"" + rejection.machine()
                    + "\" has failed");
            this.exitCode = rejection.exitCode();
        }

        /** Returns the exit code of the machine whose check failed. */
        public ExitCode exitCode() {
            return exitCode;
        }
    }

    /** @param machines the number of machines to create; {@link #close} has to be called for each */
    public CreationGate(int machines) {
        this.checks = new CountDownLatch(machines);
    }

    /**
     * Notes that a machine's checks have passed, and waits for those of the others.
     *
     * @throws HeldBackException when another machine's check failed
     * @throws OperationInterruptedException when the thread is interrupted while waiting
     */
    public void pass(String machine) {
        passed.add(machine);
        checks.countDown();
        try {
            checks.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException("waiting for the checks of other machines");
        }
        Rejection found = rejection.get();
        if (found != null) {
            throw new HeldBackException(machine, found);
        }
    }

    /** Notes that a machine's creation has ended; unless it has passed {@link #pass}, its checks failed. */
    public void close(String machine, ExitCode exitCode) {
        if (passed.contains(machine)) {
            return;
        }
        rejection.compareAndSet(null, new Rejection(machine, exitCode));
        checks.countDown();
    }
}
