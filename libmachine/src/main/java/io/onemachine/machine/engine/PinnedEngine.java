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
 * An engine whose certificate is pinned: the one that was issued for the machine and is stored in its folder, beside its CA. Comparing
 * it is as safe as verifying the CA's signature, as an attacker who can change one file can change the other, and takes no time. A
 * mismatch is not an error; the signature must be verified then.
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
     * Reads an engine's pinned certificate.
     *
     * @param file the engine's certificate; it need not exist
     * @param authorities the machine's CA
     * @param host the engine's name, or address without brackets
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

    /** Returns whether these bytes, in DER, are its certificate. */
    boolean shows(byte[] shown) {
        return Arrays.equals(shown, encoded);
    }

    X509Certificate certificate() {
        return certificate;
    }

    /** Compares by name and key: a replaced CA has the same name. */
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
     * Returns whether two extensions name the same key. In DER, the authority's identifier is an OCTET STRING within a SEQUENCE (context
     * tag 0) within an OCTET STRING; the subject's is an OCTET STRING within another. All lengths are short.
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
