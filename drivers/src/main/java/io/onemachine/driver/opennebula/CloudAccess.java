package io.onemachine.driver.opennebula;

import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.OptionOrigin;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.machine.progress.Exchange;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.opennebula.CallObserver;
import io.onemachine.opennebula.OpenNebulaClient;
import io.onemachine.opennebula.auth.Credentials;
import io.onemachine.opennebula.auth.Endpoint;
import io.onemachine.opennebula.auth.Session;
import io.onemachine.opennebula.auth.Surroundings;
import io.onemachine.opennebula.error.CredentialsException;
import io.onemachine.opennebula.http.HttpLimits;
import io.onemachine.opennebula.http.ServerTrust;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Who asks which front end.
 *
 * @param client the front end
 * @param credentials who asks, and where that was found
 * @param endpoint where the front end listens, and where that was found
 * @param line what calls go over
 */
record CloudAccess(OpenNebulaClient client, Credentials credentials, Endpoint endpoint, Line line) {

    private static final String CONFIG = "config.json";

    /**
     * For a new machine: what the options say, then OpenNebula's usual places. Notes in the configuration what later commands need to find
     * the same: the endpoint, and where the secret is; the secret itself only if the user wants it there.
     *
     * @throws DriverOptionException when there are no credentials or something is wrong with what there is
     */
    static CloudAccess ofOptions(DriverOptions options, VmConfig config, DriverContext context, Transports transports) {
        Surroundings places = Surroundings.of(context.environment(), context.home());
        Credentials credentials = credentials(options, places);
        Endpoint endpoint = endpoint(options, places);
        String url = endpoint.uri().toString();
        config.set(VmConfig.ENDPOINT, url);
        if (config.has(VmConfig.PASSWORD)) {
            // What the Go program reads.
            config.setToken(credentials.session().token(), url);
        } else {
            config.setToken("", url);
            // A path is no secret: with it, later commands find the file without ONE_AUTH.
            credentials.file().ifPresent(file -> config.set(VmConfig.AUTH_FILE, file.toString()));
        }
        return of(credentials, endpoint, config, context, transports);
    }

    /**
     * Whether a later command, which has the configuration and an environment like this one, but none of the options of {@code create},
     * finds these credentials.
     */
    boolean isFoundAgain(VmConfig config, DriverContext context) {
        try {
            return storedCredentials(config, places(config, context)).session().equals(credentials.session());
        } catch (CredentialsException e) {
            return false;
        }
    }

    private static Credentials credentials(DriverOptions options, Surroundings places) {
        try {
            return places.credentials(
                    options.string(Flags.USER),
                    described(options, Flags.USER),
                    options.string(Flags.PASSWORD),
                    described(options, Flags.PASSWORD));
        } catch (CredentialsException e) {
            throw new DriverOptionException(e.getMessage() + "; or give --" + Flags.USER + " and --" + Flags.PASSWORD);
        }
    }

    private static Endpoint endpoint(DriverOptions options, Surroundings places) {
        try {
            return places.endpoint(options.string(Flags.ENDPOINT), described(options, Flags.ENDPOINT));
        } catch (CredentialsException e) {
            throw new DriverOptionException(e.getMessage());
        }
    }

    /**
     * For a stored machine: what config.json says, then the environment.
     *
     * @throws DriverException when there are no credentials or something is wrong with what there is
     */
    static CloudAccess ofStored(VmConfig config, DriverContext context, Transports transports) {
        Surroundings places = places(config, context);
        try {
            return of(storedCredentials(config, places), storedEndpoint(config, places), config, context, transports);
        } catch (CredentialsException e) {
            throw new DriverException(
                    "cannot sign in to OpenNebula for machine \"" + config.machineName() + "\": " + e.getMessage(), e);
        }
    }

    private static Surroundings places(VmConfig config, DriverContext context) {
        return Surroundings.of(withAuthFile(config, context.environment()), context.home());
    }

    private static Credentials storedCredentials(VmConfig config, Surroundings places) {
        if (config.has(VmConfig.USER) && config.has(VmConfig.PASSWORD)) {
            return new Credentials(new Session(config.text(VmConfig.USER), config.text(VmConfig.PASSWORD)), CONFIG);
        }
        if (!config.token().isEmpty()) {
            return new Credentials(Session.parse(config.token()), CONFIG);
        }
        if (config.has(VmConfig.USER)) {
            return places.credentialsOf(config.text(VmConfig.USER), CONFIG);
        }
        return places.credentials("", CONFIG, config.text(VmConfig.PASSWORD), CONFIG);
    }

    private static Endpoint storedEndpoint(VmConfig config, Surroundings places) {
        String stored = config.has(VmConfig.ENDPOINT) ? config.text(VmConfig.ENDPOINT) : config.tokenEndpoint();
        return places.endpoint(stored, CONFIG);
    }

    private static CloudAccess of(
            Credentials credentials, Endpoint endpoint, VmConfig config, DriverContext context, Transports transports) {
        context.detail("OpenNebula at " + endpoint.uri() + " (from " + endpoint.source() + ") as user "
                + credentials.session().user() + " (from " + credentials.source() + ")");
        Line line = new Line(transports, limits(config), trust(config), counted(context));
        return new CloudAccess(client(endpoint, credentials, line), credentials, endpoint, line);
    }

    private static OpenNebulaClient client(Endpoint endpoint, Credentials credentials, Line line) {
        return new OpenNebulaClient(
                endpoint.uri(),
                credentials.session(),
                line.transports().of(line.limits(), line.trust()),
                line.observer());
    }

    private static CallObserver counted(DriverContext context) {
        return (method, sent, received) -> context.progress()
                .report(new ProgressEvent.Exchanged(
                        context.machine(), new Exchange(Exchange.Kind.API_CALL, method, sent, received)));
    }

    /** The same front end, with another limit of how long an answer may be, in bytes. */
    OpenNebulaClient clientOfAnswersUpTo(int length) {
        HttpLimits limits =
                new HttpLimits(line.limits().connect(), line.limits().total(), length);
        return client(endpoint, credentials, new Line(line.transports(), limits, line.trust(), line.observer()));
    }

    /** What calls go over: how, how long, who is trusted at the other end, and who counts them. */
    record Line(Transports transports, HttpLimits limits, ServerTrust trust, CallObserver observer) {}

    private static HttpLimits limits(VmConfig config) {
        String seconds = config.text(Extra.REQUEST_TIMEOUT);
        return seconds.matches("[1-9][0-9]{0,3}")
                ? HttpLimits.DEFAULT.within(Duration.ofSeconds(Long.parseLong(seconds)))
                : HttpLimits.DEFAULT;
    }

    private static ServerTrust trust(VmConfig config) {
        if (config.isOn(Extra.INSECURE)) {
            return new ServerTrust.Anybody();
        }
        return config.has(Extra.CA_CERT)
                ? new ServerTrust.Authority(Path.of(config.text(Extra.CA_CERT)))
                : new ServerTrust.Usual();
    }

    private static String described(DriverOptions options, String flag) {
        return switch (options.origin(flag)) {
            case OptionOrigin.Environment(String variable) -> variable;
            case OptionOrigin.Flag given -> "--" + flag;
            case OptionOrigin.Default none -> "--" + flag;
        };
    }

    private static Map<String, String> withAuthFile(VmConfig config, Map<String, String> environment) {
        if (!config.has(VmConfig.AUTH_FILE)
                || !environment.getOrDefault("ONE_AUTH", "").isEmpty()) {
            return environment;
        }
        Map<String, String> completed = new HashMap<>(environment);
        completed.put("ONE_AUTH", config.text(VmConfig.AUTH_FILE));
        return completed;
    }
}
