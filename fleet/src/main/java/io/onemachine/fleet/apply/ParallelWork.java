package io.onemachine.fleet.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Runs tasks on virtual threads, a limited number at a time. */
final class ParallelWork {
    private ParallelWork() {}

    /**
     * Runs all tasks and waits for them. An interrupt is passed on to those that run, and the others do not begin; all are waited for, and
     * the interrupt is restored.
     */
    static void run(List<Runnable> tasks, int parallel) {
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        Semaphore permits = new Semaphore(parallel, true);
        List<Thread> threads = new ArrayList<>();
        for (Runnable task : tasks) {
            threads.add(Thread.ofVirtual().start(() -> runWithPermit(task, permits)));
        }
        joinAll(threads);
    }

    /** Runs all tasks at once, for tasks that limit themselves. */
    static void runAll(List<Runnable> tasks) {
        List<Thread> threads = new ArrayList<>();
        for (Runnable task : tasks) {
            threads.add(Thread.ofVirtual().start(task));
        }
        joinAll(threads);
    }

    private static void runWithPermit(Runnable task, Semaphore permits) {
        try {
            permits.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            task.run();
        } finally {
            permits.release();
        }
    }

    private static void joinAll(List<Thread> threads) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                    threads.forEach(Thread::interrupt);
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
