package io.onemachine.opennebula.http;

import java.time.Duration;

/**
 * Limits of a POST.
 *
 * @param connect the longest time to connect
 * @param total the longest time from the call to the last byte of the answer, however slowly it arrives
 * @param maxBody the largest length of the answer in bytes
 */
public record HttpLimits(Duration connect, Duration total, int maxBody) {

    /** Returns these limits with another total time. */
    public HttpLimits within(Duration time) {
        return new HttpLimits(time.compareTo(connect) < 0 ? time : connect, time, maxBody);
    }

    /** Ten seconds to connect and in total, 64 MiB. */
    public static final HttpLimits DEFAULT = new HttpLimits(Duration.ofSeconds(10), Duration.ofSeconds(10), 64 << 20);
}
