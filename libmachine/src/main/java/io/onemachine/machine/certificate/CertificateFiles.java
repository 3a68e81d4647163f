package io.onemachine.machine.certificate;

import io.onemachine.machine.error.CertificateException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads certificates and keys from files in the formats that common programs write. */
public final class CertificateFiles {
    private CertificateFiles() {}

    /**
     * Returns all certificates of a PEM file, at least one.
     *
     * @throws CertificateException when the file cannot be read or holds none
     */
    public static List<X509Certificate> readCertificates(Path file) {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Pem.Block block : Pem.decode(text(file), file.toString())) {
                if (block.type().equals(Pem.CERTIFICATE)) {
                    certificates.add(
                            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.content())));
                }
            }
        } catch (java.security.cert.CertificateException e) {
            throw new CertificateException("The certificate in " + file + " is damaged", e);
        }
        if (certificates.isEmpty()) {
            throw new CertificateException("There is no certificate in " + file);
        }
        return certificates;
    }

    /**
     * Returns the first certificate of a PEM file.
     *
     * @throws CertificateException when the file cannot be read or holds none
     */
    public static X509Certificate readCertificate(Path file) {
        return readCertificates(file).getFirst();
    }

    /**
     * Returns whether a certificate of a chain is signed by one of these CAs.
     *
     * @param chain a certificate, followed by any intermediate CAs
     */
    public static boolean isSigned(List<X509Certificate> chain, List<X509Certificate> authorities) {
        for (X509Certificate certificate : chain) {
            for (X509Certificate authority : authorities) {
                if (isSigned(certificate, authority)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isSigned(X509Certificate certificate, X509Certificate authority) {
        if (!certificate.getIssuerX500Principal().equals(authority.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false; // signed by another key of the same name
        }
    }

    /**
     * Returns when the certificate of a PEM file expires; of several certificates, as in a file of CAs, the last expiry counts.
     *
     * @throws CertificateException when the file cannot be read or holds none
     */
    public static Instant end(Path file) {
        List<CertificateFields> certificates = fields(file);
        if (certificates.isEmpty()) {
            return end(readCertificates(file));
        }
        Instant last = Instant.MIN;
        for (CertificateFields certificate : certificates) {
            last = certificate.notAfter().isAfter(last) ? certificate.notAfter() : last;
        }
        return last;
    }

    /**
     * Returns whether one of a file's certificates is signed by one of another file's CAs, judged by their key identifiers, or by the
     * signature where these are missing. For callers that trust both files and check only that they belong together.
     *
     * @throws CertificateException when a file cannot be read or holds none
     */
    static boolean belongTogether(Path chain, Path authorities) {
        List<CertificateFields> issuers = fields(authorities);
        for (CertificateFields certificate : fields(chain)) {
            for (CertificateFields issuer : issuers) {
                if (certificate.namesAsIssuer(issuer)) {
                    return true;
                }
            }
        }
        return isSigned(readCertificates(chain), readCertificates(authorities));
    }

    /** Returns the fields of the certificates in a PEM file; none when one of them is not as expected. */
    private static List<CertificateFields> fields(Path file) {
        List<CertificateFields> certificates = new ArrayList<>();
        for (Pem.Block block : Pem.decode(text(file), file.toString())) {
            if (block.type().equals(Pem.CERTIFICATE)) {
                Optional<CertificateFields> read = CertificateFields.read(block.content());
                if (read.isEmpty()) {
                    return List.of();
                }
                certificates.add(read.get());
            }
        }
        return certificates;
    }

    /** Returns when the last of some certificates expires. */
    public static Instant end(List<X509Certificate> certificates) {
        Instant last = Instant.MIN;
        for (X509Certificate certificate : certificates) {
            Instant end = certificate.getNotAfter().toInstant();
            last = end.isAfter(last) ? end : last;
        }
        return last;
    }

    /**
     * Returns whether a certificate is valid for a host.
     *
     * @param host a name, or an IPv4 or IPv6 address without brackets
     * @throws CertificateException when its names cannot be read
     */
    public static boolean isFor(X509Certificate certificate, String host) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names != null && names.stream().anyMatch(name -> fits(String.valueOf(name.get(1)), host));
        } catch (CertificateParsingException e) {
            throw new CertificateException("The names in the certificate are damaged", e);
        }
    }

    private static boolean fits(String name, String host) {
        Optional<InetAddress> address = address(host);
        if (address.isPresent()) {
            return address.equals(address(name));
        }
        boolean wildcard = name.startsWith("*.") && host.indexOf('.') >= 0;
        return wildcard
                ? host.substring(host.indexOf('.')).equalsIgnoreCase(name.substring(1))
                : name.equalsIgnoreCase(host);
    }

    /**
     * Parses an address without asking a name server.
     *
     * @param text an IPv4 or IPv6 address without brackets, or anything else
     * @return empty when it is not an address
     */
    public static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns the private key of a PEM file.
     *
     * @throws CertificateException when the file cannot be read or holds no usable key
     */
    public static PrivateKey readKey(Path file) {
        return PrivateKeys.read(text(file), file.toString());
    }

    /** Returns a file's text. */
    public static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new CertificateException("There is no file " + file, e);
        } catch (IOException e) {
            throw new CertificateException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
