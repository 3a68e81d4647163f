package io.onemachine.opennebula.http;

import io.onemachine.opennebula.error.TransportException;
import io.onemachine.opennebula.error.TransportException.Kind;
import java.net.URI;
import java.time.Duration;

/**
 * The default transport, on the JDK's {@code HttpURLConnection}: the newer client takes a quarter of a second to start, which
 * is longer than most calls.
 *
 * <p>The exchange runs on a thread of its own, because only then it ends in time for every server behaviour: read timeouts of
 * sockets restart with every byte. A call is never sent twice, and redirects are not followed.
 */
public final class UrlConnectionTransport implements HttpTransport {

    private final HttpLimits limits;
    private final ServerTrust trust;

    /** Creates a transport with these limits, which trusts the servers that the JDK trusts. */
    public UrlConnectionTransport(HttpLimits limits) {
        this(limits, new ServerTrust.Default());
    }

    /** Creates a transport with these limits and this trust in https servers. */
    public UrlConnectionTransport(HttpLimits limits, ServerTrust trust) {
        this.limits = limits;
        this.trust = trust;
    }

    @Override
    public byte[] post(URI endpoint, byte[] body) {
        HttpPost httpPost = new HttpPost(endpoint, body, limits, trust);
        // Not a virtual thread: at exit the JVM waits 300 ms for the thread that would poll their sockets.
        Thread thread = Thread.ofPlatform().daemon().name("opennebula-call").start(httpPost);
        try {
            if (!thread.join(limits.total())) {
                httpPost.abort();
                throw new TransportException(
                        Kind.TIMED_OUT,
                        httpPost.hasStartedAnswer()
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
