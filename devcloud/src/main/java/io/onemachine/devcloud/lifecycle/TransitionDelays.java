package io.onemachine.devcloud.lifecycle;

import java.time.Duration;

/** How long machines stay in states in which nothing needs to be done, so that those who look now and then see them there. */
public interface TransitionDelays {

    /** Waits before a machine is placed on the host. */
    void beforePlacement() throws InterruptedException;

    /** Waits in a state between two lasting ones. */
    void inTransition() throws InterruptedException;

    /** Waits before it is looked again whether a planned action is due. */
    void beforeSchedule() throws InterruptedException;

    /** How long a guest may take to shut down before its power is cut. */
    Duration shutdownGrace();

    /** Long enough to be seen by somebody who asks ten times a second. */
    static TransitionDelays usual() {
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
