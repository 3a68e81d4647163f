package io.onemachine.machine;

import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.SharedAnswers;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.error.PreCreateCheckException;
import io.onemachine.machine.host.CapacityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Creates several machines at once, a limited number at a time. None is created before all have passed their checks, and the checks of
 * all of them together; when one check fails, none is created. When the cloud has no room for one, those that have not begun are not
 * created; what was created stays.
 *
 * <p>Each machine is created by a thread of its own, which calls {@link #create} or {@link #withdraw} exactly once.
 */
public final class CreationGroup {
    private final Machines machines;
    private final Semaphore permits;
    private final SharedAnswers answers = new SharedAnswers();
    private final Map<String, Checked> checked = new LinkedHashMap<>();
    private int unchecked;
    private @Nullable Function<String, CreationHeldBackException> rejection;

    /** A machine whose checks have passed. */
    private record Checked(DriverProvider provider, Driver driver) {}

    /**
     * @param size the number of machines
     * @param parallel how many are checked or created at a time
     */
    public CreationGroup(Machines machines, int size, int parallel) {
        if (parallel < 1) {
            throw new IllegalArgumentException("parallel is " + parallel);
        }
        this.machines = machines;
        this.unchecked = size;
        this.permits = new Semaphore(parallel, true);
    }

    /**
     * Creates a machine as {@link Machines#create} does.
     *
     * @throws CreationHeldBackException when the check of another machine failed, or there was no room for another one
     * @throws PreCreateCheckException when a check of this machine failed, or that of all together
     */
    public Machine create(CreateRequest request) {
        String name = request.name();
        acquire(name);
        boolean passed = false;
        try {
            Machine machine = machines.create(request, answers, (provider, driver) -> pass(name, provider, driver));
            passed = true;
            return machine;
        } catch (MachineException e) {
            passed = hasPassed(name);
            if (!passed) {
                reject(name, e);
                passed = true;
            } else if (CapacityException.isCauseOf(e)) {
                holdBack(other -> CreationHeldBackException.afterRefusal(other, name, e));
            }
            throw e;
        } finally {
            if (!passed) {
                withdraw(name); // an error of this program
            }
            permits.release();
        }
    }

    /** Notes that a machine will not be created, as not even its request could be made. */
    public void withdraw(String machine) {
        reject(machine, null);
    }

    private void acquire(String machine) {
        try {
            permits.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            OperationInterruptedException interrupted =
                    new OperationInterruptedException("waiting for the creation of other machines");
            reject(machine, interrupted);
            throw interrupted;
        }
    }

    private synchronized boolean hasPassed(String machine) {
        return checked.containsKey(machine);
    }

    private synchronized void reject(String machine, @Nullable MachineException failure) {
        if (!checked.containsKey(machine)) {
            unchecked--;
            holdBack(other -> CreationHeldBackException.afterCheck(other, machine, failure));
            notifyAll();
        }
    }

    private synchronized void holdBack(Function<String, CreationHeldBackException> reason) {
        if (rejection == null) {
            rejection = reason;
        }
    }

    /** Waits, without a permit, until all machines were checked, and for a new permit. */
    private void pass(String machine, DriverProvider provider, Driver driver) {
        permits.release();
        try {
            awaitOthers(machine, provider, driver);
        } finally {
            permits.acquireUninterruptibly();
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new OperationInterruptedException("waiting for the creation of other machines");
        }
        requireNotHeldBack(machine);
    }

    private synchronized void awaitOthers(String machine, DriverProvider provider, Driver driver) {
        checked.put(machine, new Checked(provider, driver));
        unchecked--;
        if (unchecked == 0) {
            try {
                if (rejection == null) {
                    checkTogether();
                }
            } catch (MachineException e) {
                MachineException failure =
                        e instanceof OperationInterruptedException ? e : new PreCreateCheckException(e);
                holdBack(other -> CreationHeldBackException.afterSharedCheck(other, failure));
                throw failure;
            } finally {
                notifyAll();
            }
        }
        while (unchecked > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new OperationInterruptedException("waiting for the checks of other machines");
            }
        }
        requireNotHeldBack(machine);
    }

    private synchronized void requireNotHeldBack(String machine) {
        if (rejection != null) {
            throw rejection.apply(machine);
        }
    }

    private void checkTogether() {
        Map<DriverProvider, List<Driver>> byProvider = new LinkedHashMap<>();
        for (Checked one : checked.values()) {
            byProvider
                    .computeIfAbsent(one.provider(), none -> new ArrayList<>())
                    .add(one.driver());
        }
        byProvider.forEach((provider, drivers) -> provider.sharedChecks().ifPresent(checks -> checks.check(drivers)));
    }
}
