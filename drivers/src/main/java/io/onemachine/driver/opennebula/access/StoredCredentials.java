package io.onemachine.driver.opennebula.access;

import io.onemachine.driver.opennebula.option.OpenNebulaConfig;
import io.onemachine.driver.opennebula.option.OpenNebulaOption;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.error.StoreException;
import io.onemachine.opennebula.auth.ConnectionResolver;
import io.onemachine.opennebula.auth.Credentials;
import io.onemachine.opennebula.auth.Session;
import io.onemachine.opennebula.error.CredentialsException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the credentials of a stored machine: its own in config.json or in its credentials file, otherwise those of the environment and
 * of OpenNebula's usual files.
 */
public final class StoredCredentials {

    /** The name of config.json in messages. */
    static final String CONFIG = "config.json";

    private static final String USER = "User";
    private static final String PASSWORD = "Password";

    private final OpenNebulaConfig config;
    private final DriverContext context;
    private final ConnectionResolver places;

    StoredCredentials(OpenNebulaConfig config, DriverContext context) {
        this.config = config;
        this.context = context;
        this.places = ConnectionResolver.of(withAuthFile(config, context.environment()), context.home());
    }

    /**
     * Credentials that were found.
     *
     * @param credentials the credentials to sign in with
     * @param alternative other credentials of the same user, used when the first are refused: the password may have changed since
     * @param file the machine's credentials file, if they come from it
     */
    record Found(Credentials credentials, Optional<Credentials> alternative, Optional<Path> file) {}

    /** Writes credentials into the machine's credentials file. */
    public static void store(Session session, DriverContext context) {
        Map<String, String> content = new LinkedHashMap<>();
        content.put(USER, session.user());
        content.put(PASSWORD, session.secret());
        context.keepCredentials(content);
    }

    /** Returns the resolver for the endpoint when config.json has none. */
    ConnectionResolver places() {
        return places;
    }

    /**
     * Finds the credentials.
     *
     * @throws CredentialsException when there are none, or the first ones found are invalid and there are no others
     */
    Found find() {
        Optional<Credentials> inConfig = inConfig();
        if (inConfig.isPresent()) {
            return own(inConfig.get(), Optional.empty());
        }
        Optional<Credentials> inFile;
        try {
            inFile = inFile();
        } catch (CredentialsException e) {
            return insteadOfFile(e);
        }
        return inFile.map(credentials -> own(credentials, Optional.of(context.credentialsFile())))
                .orElseGet(() -> new Found(elsewhere(), Optional.empty(), Optional.empty()));
    }

    private Found own(Credentials credentials, Optional<Path> file) {
        return new Found(credentials, alternative(credentials.session()), file);
    }

    private Optional<Credentials> alternative(Session own) {
        try {
            Credentials other = places.credentialsOf(own.user(), CONFIG);
            boolean differs = own.user().equals(other.session().user()) && !own.equals(other.session());
            return differs ? Optional.of(other) : Optional.empty();
        } catch (CredentialsException e) {
            return Optional.empty(); // The machine's own credentials suffice.
        }
    }

    private Found insteadOfFile(CredentialsException fault) {
        try {
            Credentials other = elsewhere();
            return new Found(
                    new Credentials(other.session(), other.source() + " (" + fault.getMessage() + ")", other.file()),
                    Optional.empty(),
                    Optional.empty());
        } catch (CredentialsException e) {
            throw new CredentialsException(fault.getMessage() + "; and elsewhere: " + e.getMessage());
        }
    }

    private Optional<Credentials> inConfig() {
        if (config.has(OpenNebulaOption.USER) && config.has(OpenNebulaOption.PASSWORD)) {
            return Optional.of(new Credentials(
                    new Session(config.text(OpenNebulaOption.USER), config.text(OpenNebulaOption.PASSWORD)), CONFIG));
        }
        return config.token().isEmpty()
                ? Optional.empty()
                : Optional.of(new Credentials(Session.parse(config.token()), CONFIG));
    }

    private Optional<Credentials> inFile() {
        try {
            return context.credentials().map(this::ofFile);
        } catch (StoreException e) {
            throw new CredentialsException(e.getMessage());
        }
    }

    private Credentials ofFile(Map<String, String> content) {
        Path file = context.credentialsFile();
        String user = content.getOrDefault(USER, "");
        String password = content.getOrDefault(PASSWORD, "");
        if (user.isEmpty() || password.isEmpty()) {
            throw new CredentialsException(
                    "Cannot use " + file + ": it has no text \"" + (user.isEmpty() ? USER : PASSWORD) + "\"");
        }
        try {
            return new Credentials(new Session(user, password), file.toString(), Optional.of(file));
        } catch (CredentialsException e) {
            throw new CredentialsException("Cannot use " + file + ": " + e.getMessage());
        }
    }

    private Credentials elsewhere() {
        return config.has(OpenNebulaOption.USER)
                ? places.credentialsOf(config.text(OpenNebulaOption.USER), CONFIG)
                : places.credentials("", CONFIG, config.text(OpenNebulaOption.PASSWORD), CONFIG);
    }

    private static Map<String, String> withAuthFile(OpenNebulaConfig config, Map<String, String> environment) {
        if (!config.has(OpenNebulaConfig.AUTH_FILE)
                || !environment.getOrDefault("ONE_AUTH", "").isEmpty()) {
            return environment;
        }
        Map<String, String> completed = new HashMap<>(environment);
        completed.put("ONE_AUTH", config.text(OpenNebulaConfig.AUTH_FILE));
        return completed;
    }
}
