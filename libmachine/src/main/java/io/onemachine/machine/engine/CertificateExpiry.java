package io.onemachine.machine.engine;

import io.onemachine.machine.reference.Reference;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * When the certificates of a connection to an engine expire.
 *
 * @param ca the expiry of the CA
 * @param client the expiry of the client certificate
 * @param engine the expiry of the engine's certificate
 */
public record CertificateExpiry(Instant ca, Instant client, Instant engine) {
    /** Certificates that expire within this time are reported. */
    public static final Duration SOON = Duration.ofDays(30);

    /**
     * Returns a warning about the certificate that expires first, with the command that renews it; empty when none expires soon. One line
     * without quotes or other characters that a shell would not accept in a comment.
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
        // No certificate outlives its CA: renewing the CA renews all.
        if (ca.isBefore(soon)) {
            return Optional.of("The CA expires " + in(now, ca) + ". To renew it: "
                    + Reference.command("regenerate-certs").with(Reference.option("ca")));
        }
        return Optional.of(
                first.equals(client)
                        ? "The client certificate expires " + in(now, client) + ". To renew it: "
                                + Reference.command("regenerate-certs").with(Reference.option("only-client-certs"))
                        : "The certificate of the engine expires " + in(now, engine) + ". To renew it: "
                                + Reference.command("regenerate-certs").with(machine));
    }

    private static String in(Instant now, Instant end) {
        long days = ChronoUnit.DAYS.between(now, end);
        return days < 1 ? "within a day" : days == 1 ? "in 1 day" : "in " + days + " days";
    }
}
