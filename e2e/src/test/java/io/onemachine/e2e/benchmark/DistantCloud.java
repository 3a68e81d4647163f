package io.onemachine.e2e.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.onemachine.e2e.support.Relay;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cloud of distant hosts: its front end reports one address of this computer for every VM, where relays delay the traffic with the SSH
 * server and the engine of the VM that was queried last.
 */
final class DistantCloud implements AutoCloseable {

    private static final String RELAYS = "127.77.0.1";
    private static final int SSH = 22;
    private static final int ENGINE = 2376;
    private static final Pattern ADDRESS = Pattern.compile("&lt;IP&gt;&lt;!\\[CDATA\\[([\\d.]+)]]");

    private final HttpServer frontEnd;
    private final URI target;
    private final Relay ssh;
    private final Relay engine;
    private volatile String address = RELAYS;

    /**
     * Starts it.
     *
     * @param endpoint of the cloud itself
     * @param roundTrip the round trip to its hosts
     */
    DistantCloud(String endpoint, Duration roundTrip) throws IOException {
        target = URI.create(endpoint);
        frontEnd = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        frontEnd.createContext("/", this::answer);
        frontEnd.start();
        ssh = Relay.start(RELAYS, SSH, () -> new InetSocketAddress(address, SSH), roundTrip);
        engine = Relay.start(RELAYS, ENGINE, () -> new InetSocketAddress(address, ENGINE), roundTrip);
    }

    /** Its front end's endpoint. */
    String endpoint() {
        return "http://127.0.0.1:" + frontEnd.getAddress().getPort() + "/RPC2";
    }

    private void answer(HttpExchange exchange) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        try (exchange;
                var out = connection.getOutputStream()) {
            exchange.getRequestBody().transferTo(out);
            String text;
            try (var in = connection.getInputStream()) {
                text = new String(in.readAllBytes(), UTF_8);
            }
            Matcher found = ADDRESS.matcher(text);
            if (found.find()) {
                address = found.group(1);
                text = text.replaceAll("\\b" + Pattern.quote(address) + "\\b", RELAYS);
            }
            byte[] bytes = text.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        frontEnd.stop(0);
        try (ssh) {
            engine.close();
        }
    }
}
