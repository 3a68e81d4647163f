package io.onemachine.plugin.client;

import java.util.function.Supplier;

/**
 * What has to be done to its end though somebody wants the thread to stop, such as ending a process. The thread counts as
 * interrupted again afterwards.
 */
final class Uninterruptibly {
    private Uninterruptibly() {}

    /** Something that waits. */
    @FunctionalInterface
    interface Work<T> {
        T get() throws InterruptedException;
    }

    /**
     * Does it.
     *
     * @param cutShort what comes of it when the thread is interrupted once more meanwhile
     */
    static <T> T get(Work<T> work, Supplier<T> cutShort) {
        boolean interrupted = Thread.interrupted();
        try {
            return work.get();
        } catch (InterruptedException e) {
            interrupted = true;
            return cutShort.get();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
