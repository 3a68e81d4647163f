package io.onemachine.machine.engine;

import io.onemachine.machine.reference.Reference;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import javax.net.ssl.SSLException;

/** Explains to users why a TLS handshake failed. */
final class TlsErrors {
    /** Parts of the JDK's messages and their meanings; the first match counts. */
    private static final List<Meaning> MEANINGS = List.of(
            new Meaning("Extended key usage", "the engine's certificate is not one for servers"),
            new Meaning("No subject alternative", "the engine's certificate is for another name or address"),
            new Meaning("No name matching", "the engine's certificate is for another name or address"),
            new Meaning(
                    "not accepted by client preferences", "the engine speaks no TLS that is safe today, 1.2 or newer"),
            new Meaning("improper ciphersuite", "the engine speaks no TLS that is safe today, 1.2 or newer"),
            new Meaning("alert: protocol_version", "the engine speaks no TLS that is safe today, 1.2 or newer"),
            new Meaning("unrecognized SSL message", "what answers does not speak TLS"),
            new Meaning("alert: certificate_", "the engine does not take the client's certificate"),
            new Meaning("alert: bad_certificate", "the engine does not take the client's certificate"),
            new Meaning("alert: unknown_ca", "the engine does not take the client's certificate"));

    private TlsErrors() {}

    private record Meaning(String sign, String reason) {}

    static String reason(SSLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return "the engine's certificate has expired (" + Reference.command("regenerate-certs")
                        + " creates a new one)";
            }
            if (cause instanceof CertificateNotYetValidException) {
                return "the engine's certificate is not valid yet: a clock is wrong, here or where it was issued";
            }
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            for (Meaning meaning : MEANINGS) {
                if (message.contains(meaning.sign())) {
                    return meaning.reason();
                }
            }
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathValidatorException || cause instanceof CertPathBuilderException) {
                return "the engine's certificate is not from the machine's CA";
            }
        }
        return String.valueOf(failure.getMessage());
    }
}
