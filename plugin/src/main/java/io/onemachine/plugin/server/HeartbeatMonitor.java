package io.onemachine.plugin.server;

import io.onemachine.machine.time.Sleeper;
import java.time.Duration;

/**
 * How long a plugin lives: until it is closed, or until the program that started it has been silent for too long.
 *
 * <p>A docker-machine that fails or is killed closes nothing, and the end of a connection means nothing either.
 */
final class HeartbeatMonitor {
    private final long limitNanos;
    private final Sleeper sleeper;
    private final Thread waiter = Thread.currentThread();

    private volatile long lastBeat;
    private volatile boolean closed;

    /**
     * Begins to count.
     *
     * @param limit how long there may be no heartbeat; the thread that makes this is the one that waits
     */
    HeartbeatMonitor(Duration limit, Sleeper sleeper) {
        this.limitNanos = limit.toNanos();
        this.sleeper = sleeper;
        this.lastBeat = sleeper.nanoTime();
    }

    void beat() {
        lastBeat = sleeper.nanoTime();
    }

    void close() {
        closed = true;
        waiter.interrupt();
    }

    /**
     * Waits for the end.
     *
     * @return whether it was closed; otherwise the heartbeats have stopped
     */
    boolean awaitEnd() {
        while (!closed) {
            long left = lastBeat + limitNanos - sleeper.nanoTime();
            if (left <= 0) {
                return false;
            }
            try {
                sleeper.sleep(Duration.ofNanos(left));
            } catch (InterruptedException e) {
                // Closed, which the loop sees.
            }
        }
        return true;
    }
}
