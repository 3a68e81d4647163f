package io.onemachine.opennebula.http;

import io.onemachine.opennebula.error.TransportException;
import io.onemachine.opennebula.error.TransportException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLConnection;
import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One POST, run on a thread of its own while another one waits for it. */
final class HttpPost implements Runnable {

    private static final int CHUNK = 16 << 10;

    private final URI endpoint;
    private final byte[] body;
    private final HttpLimits limits;
    private final ServerTrust trust;

    private volatile @Nullable HttpURLConnection connection;
    private volatile boolean answering;
    private volatile boolean aborted;
    private byte @Nullable [] answer;
    private @Nullable TransportException failure;

    HttpPost(URI endpoint, byte[] body, HttpLimits limits, ServerTrust trust) {
        this.endpoint = endpoint;
        this.body = body;
        this.limits = limits;
        this.trust = trust;
    }

    @Override
    public void run() {
        try {
            answer = exchange();
        } catch (TransportException e) {
            failure = e;
        } catch (IOException e) {
            failure = failed(e);
        } catch (RuntimeException e) {
            // The JDK's connection is not designed to be closed by another thread; it then fails on state that it has
            // released.
            failure = new TransportException(
                    Kind.BROKEN, "the call to " + endpoint + " ended without an answer: " + e.getMessage(), e);
        }
    }

    /** Returns the answer's body, once the thread has ended. */
    byte[] result() {
        if (answer != null) {
            return answer;
        }
        throw failure == null
                ? new TransportException(Kind.BROKEN, "the call to " + endpoint + " ended without an answer", null)
                : failure;
    }

    boolean hasStartedAnswer() {
        return answering;
    }

    /** Aborts the exchange from another thread. */
    void abort() {
        aborted = true;
        HttpURLConnection open = connection;
        if (open != null) {
            // Closing may block on the reader; the caller must not wait for it.
            Thread.ofPlatform().daemon().name("opennebula-abort").start(() -> close(open));
        }
    }

    /** Closes a connection that the exchange's own thread may be using, or returning to the pool, at this moment. */
    private static void close(HttpURLConnection open) {
        try {
            open.disconnect();
        } catch (RuntimeException e) {
            // The exchange finished during the JDK's disconnect, which then finds a client that it has just returned to
            // the pool:
            // there is nothing left to close.
        }
    }

    private byte[] exchange() throws IOException {
        URLConnection opened = endpoint.toURL().openConnection();
        if (!(opened instanceof HttpURLConnection http)) {
            throw new TransportException(Kind.UNREACHABLE, endpoint + " is not an http or https address", null);
        }
        connection = http;
        secure(http);
        http.setConnectTimeout(millis(limits.connect().toMillis()));
        http.setReadTimeout(millis(limits.total().toMillis()));
        http.setInstanceFollowRedirects(false);
        http.setUseCaches(false);
        http.setDoOutput(true);
        http.setRequestMethod("POST");
        http.setRequestProperty("Content-Type", "text/xml; charset=utf-8");
        http.setRequestProperty("Accept", "text/xml");
        http.setRequestProperty("User-Agent", "onemachine");
        // A fixed length: the front end refuses chunked bodies, and only with it the JDK never sends a call a second
        // time.
        http.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = http.getOutputStream()) {
            out.write(body);
        }
        int status = http.getResponseCode();
        answering = true;
        if (aborted) {
            http.disconnect();
        }
        if (status < 100) {
            http.disconnect();
            throw new TransportException(Kind.MALFORMED, "what listens at " + endpoint + " does not speak HTTP", null);
        }
        if (status != HttpURLConnection.HTTP_OK) {
            TransportException refusal = wrongStatus(http, status);
            http.disconnect();
            throw refusal;
        }
        long announced = http.getContentLengthLong();
        if (announced > limits.maxBody()) {
            http.disconnect();
            throw tooBig();
        }
        return read(http, (int) Math.max(announced, 0));
    }

    /** Configures TLS; plain http and the JDK's default trust load no TLS class. */
    private void secure(HttpURLConnection http) throws IOException {
        if (!(trust instanceof ServerTrust.Default) && "https".equalsIgnoreCase(endpoint.getScheme())) {
            TlsConfigurer.secure(http, trust);
        }
    }

    private byte[] read(HttpURLConnection http, int announced) throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream(Math.clamp(announced, CHUNK, 1 << 20));
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = http.getInputStream()) {
            int count;
            while ((count = in.read(chunk)) >= 0) {
                if (count > limits.maxBody() - received.size()) {
                    http.disconnect();
                    throw tooBig();
                }
                received.write(chunk, 0, count);
            }
        }
        if (received.size() < announced) {
            throw new TransportException(
                    Kind.BROKEN,
                    endpoint + " ended its answer after " + received.size() + " of " + announced + " bytes",
                    null);
        }
        return received.toByteArray();
    }

    private TransportException tooBig() {
        return new TransportException(
                Kind.TOO_BIG,
                "the answer of " + endpoint + " is longer than " + (limits.maxBody() >> 20) + " MiB and was not read",
                null);
    }

    private TransportException wrongStatus(HttpURLConnection http, int status) throws IOException {
        String reason = http.getResponseMessage();
        String said = endpoint + " answered with HTTP status " + status + (reason == null ? "" : " (" + reason + ")");
        String hint = switch (status) {
            case 301, 302, 303, 307, 308 ->
                ": it points to " + http.getHeaderField("Location")
                        + "; use that address as the endpoint if it is right";
            case 401, 403, 407 -> ": something in front of OpenNebula refuses the request";
            case 404, 405 -> ": this is not OpenNebula's XML-RPC address, which ends in /RPC2";
            case 502, 503, 504 -> ": the proxy in front of OpenNebula gets no answer from it";
            default -> "";
        };
        return new TransportException(status, said + hint);
    }

    private TransportException failed(IOException e) {
        return switch (e) {
            case HttpRetryException retry ->
                new TransportException(
                        retry.responseCode(),
                        endpoint + " answered with HTTP status " + retry.responseCode()
                                + ": something in front of OpenNebula refuses the request");
            case UnknownHostException unknown ->
                new TransportException(
                        Kind.UNKNOWN_HOST, "the host of " + endpoint + " is not known: " + endpoint.getHost(), e);
            case NoRouteToHostException none ->
                new TransportException(Kind.UNREACHABLE, "there is no route to the host of " + endpoint, e);
            case ConnectException refused
            when says(refused, "refused") ->
                new TransportException(Kind.REFUSED, "nothing listens at " + endpoint + " (connection refused)", e);
            case ConnectException unreachable ->
                new TransportException(
                        Kind.UNREACHABLE, "no connection to " + endpoint + ": " + unreachable.getMessage(), e);
            case SocketTimeoutException late
            when says(late, "connect") ->
                new TransportException(
                        Kind.UNREACHABLE,
                        "no connection to " + endpoint + " within " + UrlConnectionTransport.seconds(limits.connect()),
                        e);
            case SocketTimeoutException late ->
                new TransportException(
                        Kind.TIMED_OUT,
                        endpoint + " did not answer within " + UrlConnectionTransport.seconds(limits.total()),
                        e);
            // By name: most calls are plain http, and the class would load the TLS packages for them too.
            case IOException tls
            when tls.getClass().getName().startsWith("javax.net.ssl.") ->
                new TransportException(Kind.TLS, "no secure connection to " + endpoint + ": " + tls.getMessage(), e);
            default ->
                new TransportException(Kind.BROKEN, "the connection to " + endpoint + " broke: " + e.getMessage(), e);
        };
    }

    private static boolean says(IOException e, String word) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains(word);
    }

    private static int millis(long duration) {
        return Math.clamp(duration, 1, Integer.MAX_VALUE);
    }
}
