package io.onemachine.machine.time;

import java.time.Duration;

/** The passing of time; tests replace it so that waits end at once. */
public interface Sleeper {
    /**
     * Waits for a duration.
     *
     * @throws InterruptedException when the thread is interrupted before or while it waits
     */
    void sleep(Duration duration) throws InterruptedException;

    /** Returns nanoseconds since an arbitrary fixed moment; only differences are meaningful. */
    long nanoTime();

    /** Returns real time. */
    static Sleeper system() {
        return SystemSleeper.INSTANCE;
    }
}
