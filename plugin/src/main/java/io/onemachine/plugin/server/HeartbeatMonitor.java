package io.onemachine.plugin.server;

import io.onemachine.machine.time.Sleeper;
import java.time.Duration;

/**
 * Waits for the end of a plugin: until it is closed, or until the heartbeats of the program that started it stop.
 *
 * <p>A docker-machine that fails or is killed does not close its plugin, and the end of a connection is not significant.
 */
final class HeartbeatMonitor {
    private final long limitNanos;
    private final Sleeper sleeper;
    private final Thread waiter = Thread.currentThread();

    private volatile long lastBeat;
    private volatile boolean closed;

    /**
     * Starts to count. The thread that calls this constructor is the one that calls {@link #awaitEnd}.
     *
     * @param limit the maximum time without a heartbeat
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
     * Waits for the end of the plugin.
     *
     * @return true when it was closed, false when the heartbeats stopped
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
                // Closed, which the loop checks.
            }
        }
        return true;
    }
}
