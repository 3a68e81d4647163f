package io.onemachine.machine.engine;

import io.onemachine.machine.certificate.CertificateFiles;
import io.onemachine.machine.error.CertificateException;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * With what a client meets an engine: it trusts one CA and nobody else, and shows one certificate.
 *
 * @param caEnd when the CA ends
 * @param clientEnd when the client's certificate ends
 */
record TlsIdentity(SSLContext context, Instant caEnd, Instant clientEnd) {

    static TlsIdentity read(Path caCertificate, Path clientCertificate, Path clientKey) {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            List<X509Certificate> authorities = CertificateFiles.readCertificates(caCertificate);
            for (X509Certificate ca : authorities) {
                trusted.setCertificateEntry("ca" + number++, ca);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            List<X509Certificate> chain = CertificateFiles.readCertificates(clientCertificate);
            KeyManager client = new OneCertificate(chain, CertificateFiles.readKey(clientKey));
            context.init(new KeyManager[] {client}, trust.getTrustManagers(), null);
            return new TlsIdentity(
                    context,
                    CertificateFiles.end(authorities),
                    chain.getFirst().getNotAfter().toInstant());
        } catch (GeneralSecurityException | IOException e) {
            throw new CertificateException("Cannot use the certificates beside " + clientCertificate, e);
        }
    }

    /**
     * Looks at one's own certificates before an engine does: it would only hang up, and the JDK asks no CA that it was told to trust for
     * its age, as docker does.
     *
     * @throws UntrustedEngineException when one of them has expired
     */
    void requireValid(Instant now) throws UntrustedEngineException {
        if (caEnd.isBefore(now)) {
            throw new UntrustedEngineException(
                    "the CA has expired on " + day(caEnd) + " (docker-machine regenerate-certs --ca makes a new one)");
        }
        if (clientEnd.isBefore(now)) {
            throw new UntrustedEngineException("the client certificate has expired on " + day(clientEnd)
                    + " (docker-machine regenerate-certs --only-client-certs makes a new one)");
        }
    }

    /** When everything ends that is needed for an engine of this certificate. */
    CertificateDates with(X509Certificate engine) {
        return new CertificateDates(caEnd, clientEnd, engine.getNotAfter().toInstant());
    }

    private static LocalDate day(Instant end) {
        return LocalDate.ofInstant(end, ZoneOffset.UTC);
    }

    /** Always shows the same certificate; a key store with a password would take 70 ms more. */
    private static final class OneCertificate extends X509ExtendedKeyManager {
        private static final String ALIAS = "client";

        private final X509Certificate[] chain;
        private final PrivateKey key;

        private OneCertificate(List<X509Certificate> chain, PrivateKey key) {
            this.chain = chain.toArray(X509Certificate[]::new);
            this.key = key;
        }

        @Override
        public String chooseClientAlias(String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return ALIAS;
        }

        @Override
        public String chooseEngineClientAlias(
                String[] types, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return ALIAS;
        }

        @Override
        public String[] getClientAliases(String type, Principal @Nullable [] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return chain.clone();
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return key;
        }

        @Override
        public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseServerAlias(
                String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }
    }
}
