package io.onemachine.machine.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * When the certificates end that a connection with an engine needs.
 *
 * @param ca the last day of the CA
 * @param client that of the client's certificate
 * @param engine that of the certificate which the engine showed
 */
public record CertificateExpiry(Instant ca, Instant client, Instant engine) {
    /** From when on an end is told. */
    public static final Duration SOON = Duration.ofDays(30);

    /**
     * What is to be told about the one that ends first, with the command that renews it; empty when none ends soon. One line without
     * quotes or anything else that a shell would not take in a comment.
     *
     * @param machine the machine's name
     */
    public Optional<String> warning(String machine, Instant now) {
        Instant soon = now.plus(SOON);
        Instant first = ca.isBefore(client) ? ca : client;
        first = engine.isBefore(first) ? engine : first;
        if (!first.isBefore(soon)) {
            return Optional.empty();
        }
        // No certificate is good for longer than its CA: who renews the CA renews all.
        if (ca.isBefore(soon)) {
            return Optional.of("The CA expires " + in(now, ca) + ". To renew it: docker-machine regenerate-certs --ca");
        }
        return Optional.of(
                first.equals(client)
                        ? "The client certificate expires " + in(now, client)
                                + ". To renew it: docker-machine regenerate-certs --only-client-certs"
                        : "The certificate of the engine expires " + in(now, engine)
                                + ". To renew it: docker-machine regenerate-certs " + machine);
    }

    private static String in(Instant now, Instant end) {
        long days = ChronoUnit.DAYS.between(now, end);
        return days < 1 ? "within a day" : days == 1 ? "in 1 day" : "in " + days + " days";
    }
}
