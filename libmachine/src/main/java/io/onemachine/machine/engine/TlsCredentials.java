package io.onemachine.machine.engine;

import io.onemachine.machine.certificate.CertificateFiles;
import io.onemachine.machine.certificate.Pem;
import io.onemachine.machine.error.CertificateException;
import io.onemachine.machine.reference.Reference;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
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

/** The TLS credentials of a client: the CA it trusts, its certificate and its key. Thread-safe. */
final class TlsCredentials implements EngineTransport.ClientCredentials {
    private final Path clientCertificate;
    private final Path clientKey;
    private final List<X509Certificate> authorities;
    private final List<X509Certificate> chain;
    private final Instant caEnd;
    private final Instant clientEnd;
    private @Nullable SSLContext context;
    private byte @Nullable [] keyText;

    private TlsCredentials(
            Path clientCertificate, Path clientKey, List<X509Certificate> authorities, List<X509Certificate> chain) {
        this.clientCertificate = clientCertificate;
        this.clientKey = clientKey;
        this.authorities = authorities;
        this.chain = chain;
        this.caEnd = CertificateFiles.end(authorities);
        this.clientEnd = chain.getFirst().getNotAfter().toInstant();
    }

    /** Reads the certificates; the key is read when it is first needed. */
    static TlsCredentials read(Path caCertificate, Path clientCertificate, Path clientKey) {
        return new TlsCredentials(
                clientCertificate,
                clientKey,
                CertificateFiles.readCertificates(caCertificate),
                CertificateFiles.readCertificates(clientCertificate));
    }

    /** Returns the CA certificates, at least one. */
    List<X509Certificate> authorities() {
        return authorities;
    }

    @Override
    public byte[] certificateText() {
        StringBuilder text = new StringBuilder();
        try {
            for (X509Certificate certificate : chain) {
                text.append(Pem.encode(Pem.CERTIFICATE, certificate.getEncoded()));
            }
        } catch (CertificateEncodingException e) {
            throw new CertificateException("Cannot use the certificate " + clientCertificate, e);
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads the file at the first call. */
    @Override
    public synchronized byte[] keyText() {
        if (keyText == null) {
            keyText = CertificateFiles.text(clientKey).getBytes(StandardCharsets.ISO_8859_1);
        }
        return keyText;
    }

    /**
     * Returns the context for connections of the JDK.
     *
     * @throws CertificateException when the key cannot be used
     */
    synchronized SSLContext context() {
        if (context == null) {
            context = newContext();
        }
        return context;
    }

    private SSLContext newContext() {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (X509Certificate ca : authorities) {
                trusted.setCertificateEntry("ca" + number++, ca);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            SSLContext created = SSLContext.getInstance("TLS");
            KeyManager client = new OneCertificate(chain, CertificateFiles.readKey(clientKey));
            created.init(new KeyManager[] {client}, trust.getTrustManagers(), null);
            return created;
        } catch (GeneralSecurityException | IOException e) {
            throw new CertificateException("Cannot use the certificates beside " + clientCertificate, e);
        }
    }

    /**
     * Checks the client's own certificates before the connection: an engine would only hang up, and the JDK, unlike docker, does not check
     * the validity period of a trusted CA.
     *
     * @throws UntrustedEngineException when one of them has expired
     */
    void requireValid(Instant now) throws UntrustedEngineException {
        if (caEnd.isBefore(now)) {
            throw new UntrustedEngineException("the CA has expired on " + day(caEnd) + " ("
                    + Reference.command("regenerate-certs").with(Reference.option("ca")) + " creates a new one)");
        }
        if (clientEnd.isBefore(now)) {
            throw new UntrustedEngineException("the client certificate has expired on " + day(clientEnd) + " ("
                    + Reference.command("regenerate-certs").with(Reference.option("only-client-certs"))
                    + " creates a new one)");
        }
    }

    /** Returns the expiry of all certificates of a connection to an engine with this certificate. */
    CertificateExpiry with(X509Certificate engine) {
        return new CertificateExpiry(caEnd, clientEnd, engine.getNotAfter().toInstant());
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
