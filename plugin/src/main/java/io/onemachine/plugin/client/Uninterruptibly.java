package io.onemachine.plugin.client;

import java.util.function.Supplier;

/**
 * Runs work that has to finish although the thread was interrupted, such as ending a process. Restores the thread's
 * interrupted status afterwards.
 */
final class Uninterruptibly {
    private Uninterruptibly() {}

    /** Work that waits. */
    @FunctionalInterface
    interface Work<T> {
        T get() throws InterruptedException;
    }

    /**
     * Runs the work.
     *
     * @param onSecondInterrupt supplies the result when the thread is interrupted again meanwhile
     */
    static <T> T get(Work<T> work, Supplier<T> onSecondInterrupt) {
        boolean interrupted = Thread.interrupted();
        try {
            return work.get();
        } catch (InterruptedException e) {
            interrupted = true;
            return onSecondInterrupt.get();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
