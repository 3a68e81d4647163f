package io.onemachine.devcloud.lifecycle;

import io.onemachine.devcloud.hypervisor.HypervisorException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs long tasks, each on a virtual thread, until the cloud closes. */
final class BackgroundTasks implements AutoCloseable {

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Consumer<String> log;

    /** A long task, which is interrupted when the cloud closes. */
    @FunctionalInterface
    interface Task {
        void run() throws InterruptedException;
    }

    BackgroundTasks(Consumer<String> log) {
        this.log = log;
    }

    boolean isClosed() {
        return executor.isShutdown();
    }

    /** Starts a task, unless the cloud is closing. */
    void run(String what, Task task) {
        try {
            executor.execute(() -> {
                try {
                    task.run();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } catch (HypervisorException e) {
                    log.accept(what + ": " + e.getMessage());
                } catch (RuntimeException e) {
                    log.accept(what + ": " + e);
                }
            });
        } catch (RejectedExecutionException e) {
            log.accept(what + ": not started, the cloud is closing");
        }
    }

    /** Interrupts all tasks and waits for their end. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(2, TimeUnit.MINUTES)) {
                log.accept("a task did not finish within two minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
