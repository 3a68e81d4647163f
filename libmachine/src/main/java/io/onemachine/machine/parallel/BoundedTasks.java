package io.onemachine.machine.parallel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs tasks in parallel, at most a given number at once; they begin in the order given. */
public final class BoundedTasks {
    private final List<Runnable> tasks;
    private int begun;
    private boolean stopped;

    private BoundedTasks(List<Runnable> tasks) {
        this.tasks = tasks;
    }

    /**
     * Runs tasks and waits for them. An interrupt is passed on to those that run, which are waited for until they have cleaned
     * up; the others do not begin.
     *
     * @param limit the highest number of tasks that run at once
     * @return the number of tasks that began: the first ones
     */
    public static int run(List<Runnable> tasks, int limit) {
        if (tasks.size() == 1) {
            tasks.getFirst().run();
            return 1;
        }
        BoundedTasks run = new BoundedTasks(tasks);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Math.min(limit, tasks.size()); i++) {
            threads.add(Thread.ofVirtual().start(run::runTasks));
        }
        run.join(threads);
        return run.begun();
    }

    private void runTasks() {
        for (Runnable task = next(); task != null; task = next()) {
            task.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        return stopped || begun == tasks.size() ? null : tasks.get(begun++);
    }

    private synchronized void stop() {
        stopped = true;
    }

    private synchronized int begun() {
        return begun;
    }

    private void join(List<Thread> threads) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                    stop();
                    threads.forEach(Thread::interrupt);
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
