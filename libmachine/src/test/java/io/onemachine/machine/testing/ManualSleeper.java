package io.onemachine.machine.testing;

import io.onemachine.machine.time.Sleeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only during a sleep, and then at once. */
public final class ManualSleeper implements Sleeper {
    private final List<Duration> pauses = new ArrayList<>();
    private long now;
    private volatile Runnable whileAsleep = () -> {};

    @Override
    public synchronized void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        pauses.add(duration);
        now += duration.toNanos();
        whileAsleep.run();
    }

    /** What others do during a sleep. */
    public void whileAsleep(Runnable action) {
        whileAsleep = action;
    }

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    public synchronized List<Duration> pauses() {
        return List.copyOf(pauses);
    }
}
