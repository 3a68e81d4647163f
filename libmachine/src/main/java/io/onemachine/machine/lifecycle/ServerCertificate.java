package io.onemachine.machine.lifecycle;

import io.onemachine.machine.certificate.CertificateFiles;
import io.onemachine.machine.engine.CertificateExpiry;
import io.onemachine.machine.error.CertificateException;
import io.onemachine.machine.options.AuthOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The engine's latest certificate, as in the machine's folder; the text is empty when there is none.
 *
 * @param text the certificate, as PEM
 */
record ServerCertificate(Path certificateFile, String text) {
    static ServerCertificate of(AuthOptions auth) {
        Path certificate = Path.of(auth.serverCertPath());
        Path key = Path.of(auth.serverKeyPath());
        return Files.isRegularFile(certificate) && Files.isRegularFile(key)
                ? new ServerCertificate(certificate, CertificateFiles.text(certificate))
                : new ServerCertificate(certificate, "");
    }

    /**
     * Returns why it should be replaced, as the end of a sentence about renewing it; empty when it is valid, or there is none.
     *
     * @param host the engine's name or address
     * @param caCertificate the CA that clients trust
     */
    Optional<String> defect(String host, Path caCertificate, Instant now) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            List<X509Certificate> chain = CertificateFiles.readCertificates(certificateFile);
            X509Certificate own = chain.getFirst();
            if (!CertificateFiles.isFor(own, host)) {
                return Optional.of("for the new address " + host);
            }
            if (!CertificateFiles.isSigned(chain, CertificateFiles.readCertificates(caCertificate))) {
                return Optional.of("by the present CA");
            }
            return own.getNotAfter().toInstant().isBefore(now.plus(CertificateExpiry.SOON))
                    ? Optional.of("before it expires")
                    : Optional.empty();
        } catch (CertificateException e) {
            return Optional.empty(); // of unknown form, but the engine works with it
        }
    }
}
