package io.onemachine.machine.time;

import java.time.Duration;

/** Real time. */
enum SystemSleeper implements Sleeper {
    INSTANCE;

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }
}
