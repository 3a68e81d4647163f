package io.onemachine.driver.opennebula.access;

import io.onemachine.driver.opennebula.access.StoredCredentials.Found;
import io.onemachine.driver.opennebula.option.OpenNebulaConfig;
import io.onemachine.driver.opennebula.option.OpenNebulaOption;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.OptionSource;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.machine.progress.NetworkExchange;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.machine.reference.Reference;
import io.onemachine.opennebula.CallObserver;
import io.onemachine.opennebula.OpenNebulaClient;
import io.onemachine.opennebula.auth.ConnectionResolver;
import io.onemachine.opennebula.auth.Credentials;
import io.onemachine.opennebula.auth.Endpoint;
import io.onemachine.opennebula.error.CredentialsException;
import io.onemachine.opennebula.http.HttpLimits;
import io.onemachine.opennebula.http.ServerTrust;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Access to a front end with the credentials of a user.
 *
 * @param client the client of the front end
 * @param found the credentials and their source
 * @param endpoint the endpoint and its source
 * @param transportSettings how calls are sent
 */
public record CloudAccess(
        OpenNebulaClient client, Found found, Endpoint endpoint, TransportSettings transportSettings) {

    /** Returns the credentials. */
    public Credentials credentials() {
        return found.credentials();
    }

    /**
     * Resolves the access for a new machine: from the options, then from OpenNebula's usual places. Stores in the configuration what later
     * commands need to find the same: the endpoint and the source of the secret. The secret itself is stored only if the user asks for it.
     *
     * @throws DriverOptionException when credentials are missing or invalid
     */
    public static CloudAccess ofOptions(
            DriverOptions options, OpenNebulaConfig config, DriverContext context, TransportFactory transportFactory) {
        ConnectionResolver places = ConnectionResolver.of(context.environment(), context.home());
        Credentials credentials = credentials(options, places);
        Endpoint endpoint = endpoint(options, places);
        String url = endpoint.uri().toString();
        config.set(OpenNebulaOption.ENDPOINT.key(), url);
        if (config.has(OpenNebulaOption.PASSWORD)) {
            // The keys that the Go program reads.
            config.setToken(credentials.session().token(), url);
        } else {
            config.setToken("", url);
            // A path is not secret; with it, later commands find the file without ONE_AUTH.
            credentials.file().ifPresent(file -> config.set(OpenNebulaConfig.AUTH_FILE, file.toString()));
        }
        return of(
                new Found(credentials, Optional.empty(), Optional.empty()),
                endpoint,
                config,
                context,
                transportFactory);
    }

    /**
     * Returns whether a later command, with the configuration and an environment like this one but without the options of {@code create},
     * finds these credentials.
     */
    public boolean isFoundAgain(OpenNebulaConfig config, DriverContext context) {
        try {
            return new StoredCredentials(config, context)
                    .find()
                    .credentials()
                    .session()
                    .equals(credentials().session());
        } catch (CredentialsException e) {
            return false;
        }
    }

    private static Credentials credentials(DriverOptions options, ConnectionResolver places) {
        try {
            return places.credentials(
                    options.string(OpenNebulaOption.USER.flagName()),
                    described(options, OpenNebulaOption.USER.flagName()),
                    options.secret(OpenNebulaOption.PASSWORD.flagName()).reveal(),
                    described(options, OpenNebulaOption.PASSWORD.flagName()));
        } catch (CredentialsException e) {
            throw new DriverOptionException(
                    e.getMessage() + "; or give " + OpenNebulaOption.USER + " and " + OpenNebulaOption.PASSWORD);
        }
    }

    private static Endpoint endpoint(DriverOptions options, ConnectionResolver places) {
        try {
            return places.endpoint(
                    options.string(OpenNebulaOption.ENDPOINT.flagName()),
                    described(options, OpenNebulaOption.ENDPOINT.flagName()));
        } catch (CredentialsException e) {
            throw new DriverOptionException(e.getMessage());
        }
    }

    /**
     * Resolves the access of a stored machine: from config.json or its credentials file, then from the environment.
     *
     * @throws DriverException when credentials are missing or invalid
     */
    public static CloudAccess ofStored(
            OpenNebulaConfig config, DriverContext context, TransportFactory transportFactory) {
        StoredCredentials stored = new StoredCredentials(config, context);
        try {
            return of(stored.find(), storedEndpoint(config, stored.places()), config, context, transportFactory);
        } catch (CredentialsException e) {
            throw new DriverException(
                    "cannot sign in to OpenNebula for machine \"" + config.machineName() + "\": " + e.getMessage(), e);
        }
    }

    private static Endpoint storedEndpoint(OpenNebulaConfig config, ConnectionResolver places) {
        String stored =
                config.has(OpenNebulaOption.ENDPOINT) ? config.text(OpenNebulaOption.ENDPOINT) : config.tokenEndpoint();
        return places.endpoint(stored, StoredCredentials.CONFIG);
    }

    private static CloudAccess of(
            Found found,
            Endpoint endpoint,
            OpenNebulaConfig config,
            DriverContext context,
            TransportFactory transportFactory) {
        Credentials credentials = found.credentials();
        context.detail("OpenNebula at " + endpoint.uri() + " (from " + endpoint.source() + ") as user "
                + credentials.session().user() + " (from " + credentials.source() + ")"
                + found.alternative()
                        .map(other -> ", or with the password or token from " + other.source() + " if that is refused")
                        .orElse(""));
        TransportSettings transportSettings =
                new TransportSettings(transportFactory, limits(config), trust(config), counted(context));
        return new CloudAccess(client(endpoint, found, transportSettings), found, endpoint, transportSettings);
    }

    private static OpenNebulaClient client(Endpoint endpoint, Found found, TransportSettings transportSettings) {
        return new OpenNebulaClient(
                endpoint.uri(),
                found.credentials().session(),
                found.alternative().map(Credentials::session),
                transportSettings.transportFactory().of(transportSettings.limits(), transportSettings.trust()),
                transportSettings.observer());
    }

    private static CallObserver counted(DriverContext context) {
        return (method, sent, received) -> context.progress()
                .report(new ProgressEvent.NetworkActivity(
                        context.machine(), new NetworkExchange(NetworkExchange.Kind.API_CALL, method, sent, received)));
    }

    /** Returns a client of the same front end with another limit for the length of an answer, in bytes. */
    public OpenNebulaClient clientOfAnswersUpTo(int length) {
        HttpLimits limits = new HttpLimits(
                transportSettings.limits().connect(), transportSettings.limits().total(), length);
        return client(
                endpoint,
                found,
                new TransportSettings(
                        transportSettings.transportFactory(),
                        limits,
                        transportSettings.trust(),
                        transportSettings.observer()));
    }

    /** Settings of the transport: limits, trust in the server, and the observer that counts the calls. */
    record TransportSettings(
            TransportFactory transportFactory, HttpLimits limits, ServerTrust trust, CallObserver observer) {}

    private static HttpLimits limits(OpenNebulaConfig config) {
        String seconds = config.text(OpenNebulaOption.REQUEST_TIMEOUT);
        return seconds.matches("[1-9][0-9]{0,3}")
                ? HttpLimits.DEFAULT.within(Duration.ofSeconds(Long.parseLong(seconds)))
                : HttpLimits.DEFAULT;
    }

    private static ServerTrust trust(OpenNebulaConfig config) {
        if (config.isOn(OpenNebulaOption.INSECURE)) {
            return new ServerTrust.InsecureAny();
        }
        return config.has(OpenNebulaOption.CA_CERT)
                ? new ServerTrust.Authority(Path.of(config.text(OpenNebulaOption.CA_CERT)))
                : new ServerTrust.Default();
    }

    private static String described(DriverOptions options, String flag) {
        return switch (options.origin(flag)) {
            case OptionSource.Environment(String variable) -> variable;
            case OptionSource.Flag given -> Reference.option(flag).toString();
            case OptionSource.Default none -> Reference.option(flag).toString();
        };
    }
}
