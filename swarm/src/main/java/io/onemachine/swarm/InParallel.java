package io.onemachine.swarm;

import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/** Does the same for several items, each in a thread of its own. */
final class InParallel {
    private InParallel() {}

    /**
     * Returns the results in the order of the items.
     *
     * @param what the activity, for the message of an interruption
     * @throws MachineException the first failure, in that order, when all have ended
     */
    static <T, R> List<R> map(String what, List<T> items, Function<T, R> work) {
        List<FutureTask<R>> tasks = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (T item : items) {
            FutureTask<R> task = new FutureTask<>(() -> work.apply(item));
            tasks.add(task);
            threads.add(Thread.ofVirtual().start(task));
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
            List<R> results = new ArrayList<>();
            for (FutureTask<R> task : tasks) {
                results.add(task.get());
            }
            return results;
        } catch (InterruptedException e) {
            threads.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException(what);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MachineException failure) {
                throw failure;
            }
            throw new IllegalStateException(what, e.getCause());
        }
    }
}
