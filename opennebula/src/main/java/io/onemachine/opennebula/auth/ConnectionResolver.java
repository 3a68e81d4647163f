package io.onemachine.opennebula.auth;

import io.onemachine.opennebula.error.CredentialsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Resolves credentials and the endpoint from the environment and from files.
 *
 * @param environment environment variables
 * @param home the user's home folder, which may hold {@code .one/one_auth} and {@code .one/one_endpoint}
 * @param frontEndHome the home folder of {@code oneadmin}, which exists only on a front end
 */
public record ConnectionResolver(Map<String, String> environment, Path home, Path frontEndHome) {

    private static final int MAX_FILE = 64 << 10;
    private static final List<String> USER = List.of("ONE_USER", "OPENNEBULA_USER");
    private static final List<String> PASSWORD = List.of("ONE_PASSWORD", "OPENNEBULA_PASSWORD");
    private static final List<String> ENDPOINT = List.of("ONE_XMLRPC", "OPENNEBULA_XMLRPCURL");

    public ConnectionResolver {
        environment = Map.copyOf(environment);
    }

    /** Returns a resolver for these variables, this home folder, and {@code /var/lib/one}. */
    public static ConnectionResolver of(Map<String, String> environment, Path home) {
        return new ConnectionResolver(environment, home, Path.of("/var/lib/one"));
    }

    /**
     * Finds the session: {@code ONE_USER} and {@code ONE_PASSWORD} (or Rancher's {@code OPENNEBULA_USER} and {@code
     * OPENNEBULA_PASSWORD}); {@code ONE_AUTH}, which is {@code user:password} or the path of a file that begins with it; {@code
     * ~/.one/one_auth}; {@code /var/lib/one/.one/one_auth}.
     *
     * @throws CredentialsException when there is none, or the first one found is invalid
     */
    public Credentials credentials() {
        return credentials("", "", "", "");
    }

    /**
     * Finds the session, with values that the user gave explicitly.
     *
     * @param user a user's name; empty when not given
     * @param userSource the source of the name in messages, for example {@code --user}
     * @param password a password or token; empty when not given
     * @param passwordSource the source of the password in messages
     * @throws CredentialsException when there is none, the first one found is invalid, or there is a user without a
     *     password or a password without a user
     */
    public Credentials credentials(String user, String userSource, String password, String passwordSource) {
        Optional<Found> name = user.isEmpty() ? variable(USER) : Optional.of(new Found(user, userSource));
        Optional<Found> secret =
                password.isEmpty() ? variable(PASSWORD) : Optional.of(new Found(password, passwordSource));
        if (name.isPresent() && secret.isPresent()) {
            String where = name.get().source().equals(secret.get().source())
                    ? name.get().source()
                    : name.get().source() + " and " + secret.get().source();
            return new Credentials(new Session(name.get().value(), secret.get().value()), where);
        }
        if (name.isPresent()) {
            throw new CredentialsException("there is a user (" + name.get().value() + ", from "
                    + name.get().source() + ") but no password for it: give one, or set ONE_PASSWORD");
        }
        if (secret.isPresent()) {
            throw new CredentialsException("there is a password (from "
                    + secret.get().source() + ") but no user it belongs to: give one, or set ONE_USER");
        }
        return fromAuth();
    }

    /**
     * Finds the session of a user whose password is not stored: {@code ONE_PASSWORD} with that user's name, unless the
     * variables name another one; then the usual places, for any user.
     *
     * @param user the user's name, not empty
     * @param userSource the source of the name in messages
     * @throws CredentialsException when there is none, or the first one found is invalid
     */
    public Credentials credentialsOf(String user, String userSource) {
        Optional<Found> named = variable(USER);
        Optional<Found> secret = variable(PASSWORD);
        if (secret.isPresent()
                && named.filter(found -> !found.value().equals(user)).isEmpty()) {
            return new Credentials(
                    new Session(user, secret.get().value()),
                    userSource + " and " + secret.get().source());
        }
        if (secret.isPresent()) {
            return credentials();
        }
        try {
            return fromAuth();
        } catch (CredentialsException e) {
            throw new CredentialsException("the password of user \"" + user + "\" (from " + userSource
                    + ") was not kept, and ONE_PASSWORD is not set: " + e.getMessage());
        }
    }

    /**
     * Finds the endpoint: {@code ONE_XMLRPC} (or {@code OPENNEBULA_XMLRPCURL}); {@code ~/.one/one_endpoint}; {@value
     * Endpoint#DEFAULT}.
     *
     * @param url the URL that the user gave explicitly, or empty
     * @param source the source of that URL in messages
     * @throws CredentialsException when the first one found is not a URL
     */
    public Endpoint endpoint(String url, String source) {
        if (!url.isEmpty()) {
            return Endpoint.parse(url, source);
        }
        Optional<Found> variable = variable(ENDPOINT);
        if (variable.isPresent()) {
            return Endpoint.parse(variable.get().value(), variable.get().source());
        }
        Path file = home.resolve(".one/one_endpoint");
        if (Files.isRegularFile(file)) {
            return Endpoint.parse(firstLine(file, file.toString()), file.toString());
        }
        return Endpoint.parse(Endpoint.DEFAULT, "the default");
    }

    private Credentials fromAuth() {
        String auth = environment.getOrDefault("ONE_AUTH", "");
        if (!auth.isEmpty()) {
            return fromAuthVariable(auth);
        }
        Path own = home.resolve(".one/one_auth");
        if (Files.isRegularFile(own)) {
            return fromFile(own, own.toString());
        }
        Path frontEnd = frontEndHome.resolve(".one/one_auth");
        if (Files.isReadable(frontEnd)) {
            return fromFile(frontEnd, frontEnd.toString());
        }
        throw new CredentialsException(
                "no OpenNebula credentials: set ONE_AUTH to user:password or to the path of a file"
                        + " that holds it, or write it into " + own);
    }

    private static Credentials fromAuthVariable(String auth) {
        Optional<Path> file = file(auth);
        if (file.isPresent()) {
            return fromFile(file.get(), "ONE_AUTH (file " + file.get() + ")");
        }
        if (auth.indexOf(':') < 0) {
            // A text that does not look like a path may be a password without its user, so it is not repeated.
            boolean path = auth.startsWith("/") || auth.startsWith("~/") || auth.startsWith("./");
            throw new CredentialsException("ONE_AUTH is " + (path ? "\"" + auth + "\", which is " : "")
                    + "neither user:password nor the path of a file there is");
        }
        return parsed(auth.strip(), "ONE_AUTH");
    }

    private static Optional<Path> file(String auth) {
        try {
            return Optional.of(Path.of(auth)).filter(Files::isRegularFile);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Credentials fromFile(Path file, String source) {
        Credentials found = parsed(firstLine(file, source), source);
        return new Credentials(found.session(), found.source(), Optional.of(file.toAbsolutePath()));
    }

    private static Credentials parsed(String text, String source) {
        try {
            return new Credentials(Session.parse(text), source);
        } catch (CredentialsException e) {
            throw new CredentialsException("what " + source + " holds is " + e.getMessage());
        }
    }

    private static String firstLine(Path file, String source) {
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(MAX_FILE), StandardCharsets.UTF_8).strip();
            int end = text.indexOf('\n');
            return end < 0 ? text : text.substring(0, end).strip();
        } catch (IOException e) {
            throw new CredentialsException("cannot read " + source + ": " + reason(e));
        }
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
    }

    private Optional<Found> variable(List<String> names) {
        for (String name : names) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                return Optional.of(new Found(value, name));
            }
        }
        return Optional.empty();
    }

    /** A value and its source in messages. */
    private record Found(String value, String source) {}
}
