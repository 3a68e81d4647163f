package io.onemachine.e2e.support;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * The Docker Engine of a machine by hand-written requests over TLS, with the files of the machine's entry: to see what is in a swarm
 * without any class of the product.
 */
public final class Engine implements AutoCloseable {

    /** A test that an engine does not answer fails with this instead of blocking the build. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final char[] IN_MEMORY = new char[0];

    private final String base;
    private final HttpClient client;

    private Engine(String base, HttpClient client) {
        this.base = base;
        this.client = client;
    }

    /** The engine of a machine where it was reached last, as its entry says. */
    public static Engine of(UserEnvironment user, String machine) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(context(user.machine(machine)))
                .connectTimeout(LIMIT)
                .build();
        return new Engine("https://" + address(user, machine) + ":2376", client);
    }

    /** The address in a machine's entry. */
    static String address(UserEnvironment user, String machine) {
        Path config = user.machine(machine).resolve("config.json");
        try {
            return new Gson()
                    .fromJson(Files.readString(config), JsonElement.class)
                    .getAsJsonObject()
                    .getAsJsonObject("Driver")
                    .get("IPAddress")
                    .getAsString();
        } catch (IOException e) {
            throw new AssertionError("the address in " + config, e);
        }
    }

    /** Returns what a GET answers. */
    public JsonElement get(String path) {
        return sent("GET", path, "");
    }

    /** Returns what a POST of JSON answers; JSON's null when it has no body. */
    public JsonElement post(String path, JsonElement body) {
        return sent("POST", path, body.toString());
    }

    public JsonElement delete(String path) {
        return sent("DELETE", path, "");
    }

    /** Returns what a GET answers; nothing when it is refused, or not answered within a limit. */
    public Optional<JsonElement> ask(String path, Duration within) {
        try {
            HttpResponse<String> response = send("GET", path, "", within);
            return response.statusCode() == 200
                    ? Optional.of(new Gson().fromJson(response.body(), JsonElement.class))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What the engine says of the swarm it is in. */
    public JsonObject swarm() {
        return get("/info").getAsJsonObject().getAsJsonObject("Swarm");
    }

    private JsonElement sent(String method, String path, String body) {
        try {
            HttpResponse<String> response = send(method, path, body, LIMIT);
            if (response.statusCode() / 100 != 2) {
                throw new AssertionError(method + " " + path + ": " + response.statusCode() + " " + response.body());
            }
            return new Gson().fromJson(response.body().isBlank() ? "null" : response.body(), JsonElement.class);
        } catch (IOException e) {
            throw new AssertionError(method + " " + base + path, e);
        }
    }

    private HttpResponse<String> send(String method, String path, String body, Duration within) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(within)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Ends its connections, and what is being asked. */
    @Override
    public void close() {
        client.shutdownNow();
    }

    private static SSLContext context(Path entry) {
        try {
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, IN_MEMORY);
            own.setKeyEntry("client", key(entry.resolve("key.pem")), IN_MEMORY, new Certificate[] {
                certificate(entry.resolve("cert.pem"))
            });
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, IN_MEMORY);
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, IN_MEMORY);
            trusted.setCertificateEntry("ca", certificate(entry.resolve("ca.pem")));
            TrustManagerFactory authorities =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            authorities.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), authorities.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError("the certificates in " + entry, e);
        }
    }

    private static Certificate certificate(Path file) throws GeneralSecurityException, IOException {
        try (var in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static PrivateKey key(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file);
                PEMParser parser = new PEMParser(reader)) {
            if (parser.readObject() instanceof PEMKeyPair pair) {
                return new JcaPEMKeyConverter().getKeyPair(pair).getPrivate();
            }
            throw new AssertionError("no key in " + file);
        }
    }
}
