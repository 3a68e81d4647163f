package io.onemachine.opennebula.http;

import java.time.Duration;

/**
 * What a POST may cost.
 *
 * @param connect time to get a connection, at most
 * @param total time from the call to the last byte of the answer, at most, however slowly it comes
 * @param maxBody length of the answer in bytes, at most
 */
public record HttpLimits(Duration connect, Duration total, int maxBody) {

    /** The same with another time for a call as a whole. */
    public HttpLimits within(Duration time) {
        return new HttpLimits(time.compareTo(connect) < 0 ? time : connect, time, maxBody);
    }

    /** Ten seconds for everything, 64 MiB. */
    public static final HttpLimits DEFAULT = new HttpLimits(Duration.ofSeconds(10), Duration.ofSeconds(10), 64 << 20);
}
