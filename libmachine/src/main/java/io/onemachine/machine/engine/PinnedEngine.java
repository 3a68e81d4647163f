package io.onemachine.machine.engine;

import io.onemachine.machine.certificate.CertificateFiles;
import io.onemachine.machine.error.CertificateException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * An engine whose certificate is known: the one that was made for the machine and lies in its folder, beside the CA that it is from. To
 * compare it is as safe as to compute the CA's signature on it anew, as whoever could change the one file could change the other, and
 * takes no time. What is not exactly as it was made is no reason to refuse: the signature has to be computed then.
 */
final class PinnedEngine {
    private static final String SERVER_USAGE = "1.3.6.1.5.5.7.3.1";
    private static final String AUTHORITY_KEY = "2.5.29.35";
    private static final String SUBJECT_KEY = "2.5.29.14";
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private final X509Certificate certificate;
    private final byte[] encoded;

    private PinnedEngine(X509Certificate certificate, byte[] encoded) {
        this.certificate = certificate;
        this.encoded = encoded;
    }

    /**
     * Reads what is known of an engine.
     *
     * @param file the engine's certificate; it need not exist
     * @param authorities the machine's CA
     * @param host how the engine is reached: a name, or an address without brackets
     * @return empty unless the certificate is from the CA, for servers, for the host, and valid now
     */
    static Optional<PinnedEngine> read(Path file, List<X509Certificate> authorities, String host, Instant now) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            X509Certificate certificate = CertificateFiles.readCertificate(file);
            return isFrom(certificate, authorities)
                            && isForServers(certificate)
                            && isFor(certificate, host)
                            && !now.isBefore(certificate.getNotBefore().toInstant())
                            && !now.isAfter(certificate.getNotAfter().toInstant())
                    ? Optional.of(new PinnedEngine(certificate, certificate.getEncoded()))
                    : Optional.empty();
        } catch (CertificateException | CertificateEncodingException | CertificateParsingException e) {
            return Optional.empty();
        }
    }

    /** Whether these bytes, in DER, are its certificate. */
    boolean shows(byte[] shown) {
        return Arrays.equals(shown, encoded);
    }

    X509Certificate certificate() {
        return certificate;
    }

    /** By name and by key: a CA that was replaced has the same name. */
    private static boolean isFrom(X509Certificate certificate, List<X509Certificate> authorities) {
        for (X509Certificate authority : authorities) {
            if (certificate.getIssuerX500Principal().equals(authority.getSubjectX500Principal())
                    && isSameKey(
                            certificate.getExtensionValue(AUTHORITY_KEY), authority.getExtensionValue(SUBJECT_KEY))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether two extensions name the same key. In DER the authority's is an OCTET STRING in a SEQUENCE in an OCTET STRING, its tag
     * being 0 of the context, the subject's one in another; all short.
     */
    private static boolean isSameKey(byte[] authorityKey, byte[] subjectKey) {
        if (authorityKey == null || subjectKey == null || subjectKey.length < 5 || subjectKey.length > 100) {
            return false;
        }
        int length = subjectKey.length - 4;
        return subjectKey[2] == 0x04
                && subjectKey[3] == length
                && authorityKey.length >= 6 + length
                && authorityKey[2] == 0x30
                && authorityKey[4] == (byte) 0x80
                && authorityKey[5] == length
                && Arrays.equals(authorityKey, 6, 6 + length, subjectKey, 4, 4 + length);
    }

    private static boolean isForServers(X509Certificate certificate) throws CertificateParsingException {
        List<String> usages = certificate.getExtendedKeyUsage();
        boolean[] key = certificate.getKeyUsage();
        return usages != null && usages.contains(SERVER_USAGE) && (key == null || key[0]);
    }

    private static boolean isFor(X509Certificate certificate, String host) throws CertificateParsingException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        if (names == null) {
            return false;
        }
        Optional<InetAddress> address = CertificateFiles.address(host);
        for (List<?> name : names) {
            String text = String.valueOf(name.get(1));
            if (address.isPresent()
                    ? name.get(0).equals(IP_ADDRESS) && address.equals(CertificateFiles.address(text))
                    : name.get(0).equals(DNS_NAME) && text.equalsIgnoreCase(host)) {
                return true;
            }
        }
        return false;
    }
}
