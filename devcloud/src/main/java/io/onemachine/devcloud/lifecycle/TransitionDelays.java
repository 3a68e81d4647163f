package io.onemachine.devcloud.lifecycle;

import java.time.Duration;

/** The delays of VMs in short-lived states, so that polling clients see these. */
public interface TransitionDelays {

    /** Waits before a VM is placed on the host. */
    void beforePlacement() throws InterruptedException;

    /** Waits in a transient state. */
    void inTransition() throws InterruptedException;

    /** Waits between two polls for due scheduled actions. */
    void beforeSchedule() throws InterruptedException;

    /** Returns the time for a guest's shutdown before its power is cut. */
    Duration shutdownGrace();

    /** Returns the default delays, long enough for a client that polls ten times a second. */
    static TransitionDelays defaults() {
        return new TransitionDelays() {
            @Override
            public void beforePlacement() throws InterruptedException {
                Thread.sleep(Duration.ofMillis(100));
            }

            @Override
            public void inTransition() throws InterruptedException {
                Thread.sleep(Duration.ofMillis(60));
            }

            @Override
            public void beforeSchedule() throws InterruptedException {
                Thread.sleep(Duration.ofSeconds(1));
            }

            @Override
            public Duration shutdownGrace() {
                return Duration.ofSeconds(90);
            }
        };
    }
}
