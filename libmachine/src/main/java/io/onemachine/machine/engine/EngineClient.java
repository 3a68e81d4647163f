package io.onemachine.machine.engine;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.onemachine.machine.certificate.TlsFiles;
import io.onemachine.machine.error.EngineConnectionException;
import io.onemachine.machine.error.EngineException;
import io.onemachine.machine.json.GoJsonReader;
import io.onemachine.machine.json.MalformedJsonException;
import io.onemachine.machine.progress.NetworkExchange;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A client of a Docker engine's API over mutual TLS.
 *
 * <p>Requests paths without a version, which every engine answers: an engine of 2020 supports up to 1.41, one of 2025 at least
 * 1.44, and no single version fits both.
 *
 * <p>Speaks HTTP on a plain TLS socket: the JDK's HTTP clients cost a one-shot command a tenth of a second and more. An {@link
 * EngineTransport}, where there is one, connects to an engine that shows its pinned certificate; the JDK connects to all others, and
 * whenever that fails.
 */
public final class EngineClient {
    private static final Duration LISTENING = Duration.ofSeconds(1);
    private static final Path NOTHING_KNOWN = Path.of("");

    /** The installed transport; looked up when the first engine is asked. */
    private static final class Installed {
        private static final @Nullable EngineTransport TRANSPORT = find();

        private static @Nullable EngineTransport find() {
            for (EngineTransport transport :
                    ServiceLoader.load(EngineTransport.class, EngineClient.class.getClassLoader())) {
                if (transport.isAvailable()) {
                    return transport;
                }
            }
            return null;
        }
    }

    private final EngineEndpoint endpoint;
    private final Path caCertificate;
    private final Path clientCertificate;
    private final Path clientKey;
    private final Path serverCertificate;
    private final Duration timeout;
    private final TlsCredentialsCache identities;
    private final Consumer<NetworkExchange> observer;

    /**
     * @param caCertificate the only CA accepted for the engine's certificate
     * @param timeout for one request, connecting included
     */
    public EngineClient(
            EngineEndpoint endpoint, Path caCertificate, Path clientCertificate, Path clientKey, Duration timeout) {
        this(
                endpoint,
                caCertificate,
                clientCertificate,
                clientKey,
                NOTHING_KNOWN,
                timeout,
                new TlsCredentialsCache(),
                networkExchange -> {});
    }

    /**
     * Creates one of many clients that share their files.
     *
     * @param caCertificate the only CA accepted for the engine's certificate
     * @param serverCertificate the engine's pinned certificate, which speeds up the connection; it need not exist
     * @param timeout for one request, connecting included
     * @param identities credentials that earlier clients have read
     * @param observer receives every request
     */
    public EngineClient(
            EngineEndpoint endpoint,
            Path caCertificate,
            Path clientCertificate,
            Path clientKey,
            Path serverCertificate,
            Duration timeout,
            TlsCredentialsCache identities,
            Consumer<NetworkExchange> observer) {
        this.endpoint = endpoint;
        this.caCertificate = caCertificate;
        this.clientCertificate = clientCertificate;
        this.clientKey = clientKey;
        this.serverCertificate = serverCertificate;
        this.timeout = timeout;
        this.identities = identities;
        this.observer = observer;
    }

    /** Creates a client with the client certificate and the CA of a store. */
    public EngineClient(EngineEndpoint endpoint, TlsFiles files, Duration timeout) {
        this(endpoint, files.caCertificate(), files.clientCertificate(), files.clientKey(), timeout);
    }

    /**
     * An engine's version, and its certificates' expiry.
     *
     * @param version the engine's version
     * @param dates when the certificates of the connection expire
     */
    public record Inspection(EngineVersion version, CertificateExpiry dates) {}

    /** A response, and the expiry of the certificates it came with. */
    private record Answer(HttpResponse response, CertificateExpiry dates) {}

    /**
     * Asks the engine for its version.
     *
     * @throws EngineException when it cannot be reached, refuses, or gives no valid answer
     */
    public EngineVersion version() {
        return inspect().version();
    }

    /**
     * Asks the engine for its version and checks its certificate.
     *
     * @throws EngineException when it cannot be reached, refuses, or gives no valid answer
     */
    public Inspection inspect() {
        Answer answer = ask("/version");
        JsonObject json = object(answer);
        return new Inspection(
                new EngineVersion(text(json, "Version"), text(json, "ApiVersion"), text(json, "MinAPIVersion")),
                answer.dates());
    }

    /**
     * What an engine reports about itself, and its certificates' expiry.
     *
     * @param version the engine's version, such as {@code 26.1.5+dfsg1}
     * @param swarm its membership in a swarm
     * @param dates when the certificates of the connection expire
     */
    public record Info(String version, SwarmState swarm, CertificateExpiry dates) {}

    /**
     * Asks the engine about itself and checks its certificate. It takes longer to answer than for its version.
     *
     * @throws EngineException when it cannot be reached, refuses, or gives no valid answer
     */
    public Info info() {
        Answer answer = ask("/info");
        JsonObject json = object(answer);
        return new Info(text(json, "ServerVersion"), SwarmState.of(json), answer.dates());
    }

    /**
     * Asks the engine whether it is a manager of a swarm (swarm mode).
     *
     * @throws EngineException when it cannot be reached, refuses, or gives no valid answer
     */
    public boolean isSwarmManager() {
        return info().swarm().controlAvailable();
    }

    /**
     * Sends a request. One that changes something is sent at most once: when it fails other than by a refusal, the engine may have
     * carried it out all the same.
     *
     * @throws EngineRefusedException when the engine answers with a status from 400, or one that is no answer
     * @throws EngineException when it cannot be reached, or what it answers is not HTTP or longer than 4 MiB
     */
    public EngineAnswer call(EngineRequest request) {
        HttpResponse response = answer(request).response();
        if (response.status() < 200 || response.status() >= 400) {
            throw refused(response);
        }
        return new EngineAnswer(response.status(), response.body());
    }

    private Answer ask(String path) {
        Answer answer = answer(EngineRequest.get(path));
        if (answer.response().status() != 200) {
            throw refused(answer.response());
        }
        return answer;
    }

    private Answer answer(EngineRequest request) {
        try {
            return send(request);
        } catch (SocketException | SocketTimeoutException | UnknownHostException e) {
            throw new EngineException("Cannot connect to the docker engine endpoint", reason(e) + ".", e);
        } catch (IOException e) {
            throw new EngineException(reason(e), e);
        }
    }

    private EngineRefusedException refused(HttpResponse response) {
        return new EngineRefusedException(endpoint.toString(), response.status(), message(response.body()));
    }

    private JsonObject object(Answer answer) {
        try {
            return GoJsonReader.readObject(answer.response().body());
        } catch (MalformedJsonException e) {
            throw new EngineException("What answers at " + endpoint + " is not a Docker engine", e);
        }
    }

    /**
     * Verifies that the engine's certificate is valid and that it accepts the client's.
     *
     * @return when the certificates expire
     * @throws EngineConnectionException when one of them is not accepted, or nothing answers
     */
    public CertificateExpiry check() {
        try {
            return send(EngineRequest.get("/_ping")).dates();
        } catch (IOException e) {
            throw new EngineConnectionException(endpoint.toString(), checkReason(e), e);
        }
    }

    /**
     * Does the same for an engine that may not be up yet; saves one connection compared to checking first.
     *
     * @return empty when nothing accepts connections there
     */
    public Optional<CertificateExpiry> checkIfListening() {
        try {
            return Optional.of(check());
        } catch (EngineConnectionException e) {
            if (isListening()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** Returns whether something accepts connections there, whatever its certificate. */
    public boolean isListening() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(endpoint.host()), endpoint.port()), (int)
                    LISTENING.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Answer send(EngineRequest request) throws IOException {
        TlsCredentials identity = identities.of(caCertificate, clientCertificate, clientKey);
        Instant now = Instant.now();
        identity.requireValid(now);
        DeadlineSocket deadline = DeadlineSocket.within(request.timeout().orElse(timeout));
        EngineTransport transport = Installed.TRANSPORT;
        // What fails over the transport is sent once more, which only a request that changes nothing may be.
        if (transport != null && request.method() == EngineRequest.Method.GET) {
            Optional<PinnedEngine> known =
                    PinnedEngine.read(serverCertificate, identity.authorities(), endpoint.host(), now);
            Optional<Answer> answer = known.isPresent()
                    ? askKnown(transport, request, identity, known.get(), deadline)
                    : Optional.empty();
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        return askAnyone(request, identity, deadline);
    }

    /** Asks over the installed transport; empty when the handshake fails, as then the JDK finds the reason or succeeds. */
    private Optional<Answer> askKnown(
            EngineTransport transport,
            EngineRequest request,
            TlsCredentials identity,
            PinnedEngine engine,
            DeadlineSocket deadline)
            throws IOException {
        byte[] bytes = request.bytes(endpoint);
        try (Socket socket = connected(deadline)) {
            HttpResponse response;
            try (EngineTransport.Connection connection = transport.connect(socket, identity, engine::shows)) {
                connection.write(bytes);
                response = HttpResponse.read(new BufferedInputStream(connection.input()));
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (IOException e) {
                return Optional.empty();
            }
            observer.accept(new NetworkExchange(
                    NetworkExchange.Kind.ENGINE_REQUEST,
                    request.name(),
                    bytes.length,
                    response.body().length()));
            return Optional.of(new Answer(response, identity.with(engine.certificate())));
        }
    }

    private Answer askAnyone(EngineRequest request, TlsCredentials identity, DeadlineSocket deadline)
            throws IOException {
        try (Socket plain = connected(deadline);
                SSLSocket socket = (SSLSocket) identity.context()
                        .getSocketFactory()
                        .createSocket(plain, endpoint.host(), endpoint.port(), true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            return exchange(socket, request, identity);
        }
    }

    private Socket connected(DeadlineSocket deadline) throws IOException {
        Socket socket = deadline.socket();
        boolean connected = false;
        try {
            InetAddress address = InetAddress.getByName(endpoint.host());
            socket.connect(new InetSocketAddress(address, endpoint.port()), deadline.left());
            socket.setTcpNoDelay(true);
            connected = true;
            return socket;
        } finally {
            if (!connected) {
                socket.close();
            }
        }
    }

    private Answer exchange(SSLSocket socket, EngineRequest request, TlsCredentials identity) throws IOException {
        byte[] bytes = request.bytes(endpoint);
        int received = 0;
        try {
            socket.startHandshake();
            SSLSession session = socket.getSession();
            if (session.getLocalCertificates() == null) {
                throw new UntrustedEngineException(
                        "the engine asks for no client certificate: everyone who reaches it controls it");
            }
            socket.getOutputStream().write(bytes);
            try (InputStream input = new BufferedInputStream(socket.getInputStream())) {
                HttpResponse response = HttpResponse.read(input);
                received = response.body().length();
                return new Answer(response, identity.with(engineCertificate(session)));
            }
        } catch (SocketException e) {
            // With TLS 1.3 a server checks the client's certificate after the client has finished. One that rejects it
            // may close the connection before its alert is read.
            throw new IOException("the engine hung up; it may not take the client's certificate", e);
        } finally {
            observer.accept(
                    new NetworkExchange(NetworkExchange.Kind.ENGINE_REQUEST, request.name(), bytes.length, received));
        }
    }

    private static X509Certificate engineCertificate(SSLSession session) throws IOException {
        return (X509Certificate) session.getPeerCertificates()[0];
    }

    /** Returns the reason in the words of the Go program, which scripts look for. */
    private String checkReason(IOException e) {
        return e instanceof ConnectException && "Connection refused".equals(e.getMessage())
                ? "dial tcp " + endpoint + ": connect: connection refused"
                : reason(e);
    }

    private static String reason(IOException e) {
        return switch (e) {
            case UnknownHostException unknown -> "the host name has no address";
            case SocketTimeoutException late -> "no answer in time";
            case SSLException tls -> TlsErrors.reason(tls);
            default -> {
                String message = e.getMessage();
                yield message == null ? "the connection was closed" : message;
            }
        };
    }

    private static String message(String body) {
        try {
            return text(GoJsonReader.readObject(body), "message");
        } catch (MalformedJsonException e) {
            return "";
        }
    }

    private static String text(JsonObject object, String key) {
        JsonElement element = object.get(key);
        return element != null && element.isJsonPrimitive() ? element.getAsString() : "";
    }
}
