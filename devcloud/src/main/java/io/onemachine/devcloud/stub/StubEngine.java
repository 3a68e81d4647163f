package io.onemachine.devcloud.stub;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.onemachine.devcloud.hypervisor.HypervisorException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLServerSocket;

/** The Docker Engine of a simulated host: TLS with client certificates, and the few requests that show that it runs. */
final class StubEngine implements AutoCloseable {

    private static final int BACKLOG = 16;
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int MAX_HEADERS = 100;
    private static final Pattern REQUEST = Pattern.compile("(GET|HEAD) (?:/v(\\d\\.\\d{1,3}))?(/\\S*) HTTP/1\\.[01]");

    private final List<SSLServerSocket> listeners;
    private final List<Thread> acceptors = new ArrayList<>();
    private final EngineVersion version;
    private final String hostname;
    private final Consumer<String> log;

    private StubEngine(List<SSLServerSocket> listeners, EngineVersion version, String hostname, Consumer<String> log) {
        this.log = log;
        this.listeners = listeners;
        this.version = version;
        this.hostname = hostname;
    }

    /**
     * Starts listening.
     *
     * @param pem the CA of accepted clients, the server's certificate and its key
     * @throws HypervisorException when the certificates are invalid, or the port is in use
     */
    static StubEngine start(
            List<String> addresses,
            int port,
            EngineVersion version,
            String hostname,
            List<String> pem,
            Consumer<String> log) {
        List<SSLServerSocket> listeners = new ArrayList<>();
        StubEngine engine = new StubEngine(listeners, version, hostname, log);
        try {
            var sockets = ServerCertificates.context(pem.get(0), pem.get(1), pem.get(2))
                    .getServerSocketFactory();
            for (String address : addresses) {
                SSLServerSocket listener =
                        (SSLServerSocket) sockets.createServerSocket(port, BACKLOG, InetAddress.getByName(address));
                listener.setNeedClientAuth(true);
                listeners.add(listener);
                engine.acceptors.add(
                        Thread.ofVirtual().name("engine on " + address).start(() -> engine.accept(listener)));
            }
            return engine;
        } catch (IOException | GeneralSecurityException e) {
            engine.close();
            throw new HypervisorException("the engine cannot start: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        for (SSLServerSocket listener : listeners) {
            try {
                listener.close();
            } catch (IOException e) {
                throw new IllegalStateException("a listener could not be closed", e);
            }
        }
        // A port is free only when its waiting thread has noticed; the next engine may be about to listen there.
        acceptors.forEach(StubEngine::await);
    }

    private static void await(Thread acceptor) {
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept(SSLServerSocket listener) {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().name("engine's client").start(() -> serve(client));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    log.accept("engine: a client was not taken: " + e.getMessage());
                }
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setSoTimeout(TIMEOUT_MILLIS);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            String request = in.readLine();
            for (int i = 0; i < MAX_HEADERS; i++) {
                String header = in.readLine();
                if (header == null || header.isEmpty()) {
                    break;
                }
            }
            OutputStream out = client.getOutputStream();
            out.write(answer(request == null ? "" : request).getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            log.accept("engine: a client was not served: " + e.getMessage());
        }
    }

    private String answer(String requestLine) {
        Matcher request = REQUEST.matcher(requestLine);
        if (!request.matches()) {
            return answer(404, "Not Found", false, error("page not found"));
        }
        boolean headOnly = request.group(1).equals("HEAD");
        String asked = request.group(2);
        if (asked != null && !version.serves(asked)) {
            return answer(400, "Bad Request", headOnly, error(refusal(asked)));
        }
        String path = request.group(3).replaceFirst("\\?.*", "");
        return switch (path) {
            case "/_ping" -> answer(200, "OK", headOnly, "OK");
            case "/version" -> answer(200, "OK", headOnly, version().toString());
            case "/info" -> answer(200, "OK", headOnly, info().toString());
            case "/containers/json" -> answer(200, "OK", headOnly, new JsonArray().toString());
            default -> answer(404, "Not Found", headOnly, error("page not found"));
        };
    }

    private String refusal(String asked) {
        return version.isTooOld(asked)
                ? "client version " + asked + " is too old. Minimum supported API version is " + version.minApi()
                        + ", please upgrade your client to a newer version"
                : "client version " + asked + " is too new. Maximum supported API version is " + version.api();
    }

    private JsonObject version() {
        JsonObject json = new JsonObject();
        json.addProperty("Version", version.version());
        json.addProperty("ApiVersion", version.api());
        json.addProperty("MinAPIVersion", version.minApi());
        json.addProperty("Os", "linux");
        json.addProperty("Arch", "amd64");
        json.addProperty("KernelVersion", "6.12.0-stub");
        return json;
    }

    private JsonObject info() {
        JsonObject json = new JsonObject();
        json.addProperty("Name", hostname);
        json.addProperty("ServerVersion", version.version());
        json.addProperty("Containers", 0);
        json.addProperty("Images", 0);
        json.addProperty("OperatingSystem", "Debian GNU/Linux (simulated)");
        return json;
    }

    private static String error(String message) {
        JsonObject json = new JsonObject();
        json.addProperty("message", message);
        return json.toString();
    }

    private String answer(int status, String reason, boolean headOnly, String body) {
        return "HTTP/1.1 " + status + " " + reason + "\r\nApi-Version: " + version.api()
                + "\r\nContent-Type: "
                + (body.startsWith("{") || body.startsWith("[") ? "application/json" : "text/plain")
                + "\r\nDocker-Experimental: false\r\nOstype: linux\r\nServer: Docker/" + version.version()
                + " (linux)\r\nContent-Length: " + body.getBytes(StandardCharsets.UTF_8).length
                + "\r\nConnection: close\r\n\r\n" + (headOnly ? "" : body);
    }
}
