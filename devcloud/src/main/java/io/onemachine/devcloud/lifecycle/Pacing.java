package io.onemachine.devcloud.lifecycle;

import java.time.Duration;

/**
 * How long a machine stays in a state in which nothing needs to be done, so that those who look now and then see it there.
 *
 * @param pending before it is placed on the host
 * @param transition in each state between two lasting ones
 * @param shutdownGrace how long a guest may take to shut down before its power is cut
 */
public record Pacing(Duration pending, Duration transition, Duration shutdownGrace) {

    /** Long enough to be seen by somebody who asks ten times a second. */
    public static final Pacing DEFAULT = new Pacing(Duration.ofMillis(100), Duration.ofMillis(60), Duration.ofSeconds(90));

    /** No waiting at all, and a long grace. */
    public static final Pacing NONE = new Pacing(Duration.ZERO, Duration.ZERO, Duration.ofMinutes(5));
}
