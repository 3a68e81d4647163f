package io.onemachine.machine.time;

import java.time.Duration;

/** The passing of time; a test's own makes waits end at once. */
public interface Sleeper {
    /**
     * Waits.
     *
     * @throws InterruptedException when the thread is interrupted before or while it waits
     */
    void sleep(Duration duration) throws InterruptedException;

    /** Nanoseconds since some fixed moment; only differences mean something. */
    long nanoTime();

    /** Real time. */
    static Sleeper system() {
        return SystemSleeper.INSTANCE;
    }
}
