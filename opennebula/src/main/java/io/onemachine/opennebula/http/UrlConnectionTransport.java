package io.onemachine.opennebula.http;

import io.onemachine.opennebula.error.TransportException;
import io.onemachine.opennebula.error.TransportException.Kind;
import java.net.URI;
import java.time.Duration;

/**
 * The default transport, on the JDK's {@code HttpURLConnection}: the newer client takes a quarter of a second to start, which
 * is more than most calls last.
 *
 * <p>The exchange runs on a thread of its own, because only so it ends in time whatever the server does: read timeouts of
 * sockets begin anew with every byte. A call is never sent twice, and redirects are not followed.
 */
public final class UrlConnectionTransport implements HttpTransport {

    private final HttpLimits limits;
    private final ServerTrust trust;

    /** A transport with these limits, which trusts the servers that the JDK trusts. */
    public UrlConnectionTransport(HttpLimits limits) {
        this(limits, new ServerTrust.Default());
    }

    /** A transport with these limits; the trust counts for https. */
    public UrlConnectionTransport(HttpLimits limits, ServerTrust trust) {
        this.limits = limits;
        this.trust = trust;
    }

    @Override
    public byte[] post(URI endpoint, byte[] body) {
        HttpPost httpPost = new HttpPost(endpoint, body, limits, trust);
        // No virtual thread: the JVM's end waits 300 ms for the thread that would watch their sockets.
        Thread thread = Thread.ofPlatform().daemon().name("opennebula-call").start(httpPost);
        try {
            if (!thread.join(limits.total())) {
                httpPost.abort();
                throw new TransportException(
                        Kind.TIMED_OUT,
                        httpPost.hasBegunToAnswer()
                                ? endpoint + " did not finish its answer within " + seconds(limits.total())
                                : endpoint + " did not answer within " + seconds(limits.total()),
                        null);
            }
        } catch (InterruptedException e) {
            httpPost.abort();
            Thread.currentThread().interrupt();
            throw new TransportException(Kind.INTERRUPTED, "interrupted while waiting for " + endpoint, e);
        }
        return httpPost.result();
    }

    static String seconds(Duration duration) {
        double seconds = duration.toMillis() / 1000.0;
        String number = seconds == Math.rint(seconds) ? String.valueOf((long) seconds) : String.valueOf(seconds);
        return number + (number.equals("1") ? " second" : " seconds");
    }
}
