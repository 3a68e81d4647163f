package io.onemachine.cli.run;

import io.onemachine.cli.error.ExitCode;

import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Holds back the creation of several machines until each has passed its checks; when one has not, none is made. */
public final class CreationGate {
    private final CountDownLatch checks;
    private final Set<String> passed = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Rejection> rejection = new AtomicReference<>();

    private record Rejection(String machine, ExitCode exitCode) {}

    /** A creation that was not begun as another machine's check has failed. */
    public static final class HeldBackException extends MachineException {
        private static final long serialVersionUID = 1L;

        private final ExitCode exitCode;

        private HeldBackException(String machine, Rejection rejection) {
            super("Machine \"" + machine + "\" is not created, as the check of \"" + rejection.machine()
                    + "\" has failed");
            this.exitCode = rejection.exitCode();
        }

        /** That of the machine whose check has failed. */
        public ExitCode exitCode() {
            return exitCode;
        }
    }

    /** @param machines how many are to be made; each is closed when it has ended */
    public CreationGate(int machines) {
        this.checks = new CountDownLatch(machines);
    }

    /**
     * A machine's checks have passed: waits for those of the others.
     *
     * @throws HeldBackException when one of them has failed
     * @throws OperationInterruptedException when the thread is interrupted meanwhile
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

    /** A machine's creation has ended; its checks have failed when it had not passed them. */
    public void close(String machine, ExitCode exitCode) {
        if (passed.contains(machine)) {
            return;
        }
        rejection.compareAndSet(null, new Rejection(machine, exitCode));
        checks.countDown();
    }
}
