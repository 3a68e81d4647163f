package io.onemachine.machine.certificate;

import io.onemachine.machine.error.CertificateException;
import io.onemachine.machine.name.HostName;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Issues the certificates that the Go program issues, valid from five minutes ago (clocks differ): a CA for ten years, others for 1080
 * days but not longer than their CA.
 *
 * <p>The only class that needs Bouncy Castle, which takes a tenth of a second to load.
 */
final class CertificateIssuer {
    private static final Duration CA_LIFETIME = Duration.ofDays(3650);
    private static final Duration LIFETIME = Duration.ofDays(1080);
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
    private static final int SERIAL_BITS = 127;
    private static final int FIRST_YEAR_WRITTEN_OUT = 2050;

    /** RFC 5280, appendix A.1: ub-organization-name. */
    private static final int LONGEST_ORGANIZATION = 64;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    CertificateIssuer(InstantSource clock) {
        this.clock = clock;
    }

    /** Returns whether a key belongs to a certificate, by a trial signature. */
    static boolean isKeyOf(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        byte[] sample = {1};
        Signature signing = Signature.getInstance(signatureOf(key));
        signing.initSign(key);
        signing.update(sample);
        Signature checking = Signature.getInstance(signatureOf(key));
        checking.initVerify(certificate.getPublicKey());
        checking.update(sample);
        return checking.verify(signing.sign());
    }

    /** Issues a self-signed CA certificate. */
    CertifiedKey authority(String organization, KeyPair keys) {
        X500Name name = name(organization);
        Instant end = start().plus(CA_LIFETIME);
        return certified(keys, name, name, keys.getPrivate(), end, (builder, tools) -> {
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage(keys) | KeyUsage.keyCertSign));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, tools.createSubjectKeyIdentifier(keys.getPublic()));
        });
    }

    /** Issues a client certificate. */
    CertifiedKey client(String organization, KeyPair keys, X509Certificate ca, PrivateKey caKey) {
        return certified(keys, issuer(ca), name(organization), caKey, end(ca), (builder, tools) -> {
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.authorityKeyIdentifier, false, tools.createAuthorityKeyIdentifier(ca));
        });
    }

    /**
     * Issues an engine's certificate for these names and addresses.
     *
     * @param alsoClient whether it is also valid as a client certificate for other engines
     */
    CertifiedKey server(
            String organization,
            List<String> hosts,
            KeyPair keys,
            X509Certificate ca,
            PrivateKey caKey,
            boolean alsoClient) {
        return certified(keys, issuer(ca), name(organization), caKey, end(ca), (builder, tools) -> {
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage(keys)));
            builder.addExtension(
                    Extension.extendedKeyUsage,
                    false,
                    alsoClient
                            ? new ExtendedKeyUsage(
                                    new KeyPurposeId[] {KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth})
                            : new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.authorityKeyIdentifier, false, tools.createAuthorityKeyIdentifier(ca));
            builder.addExtension(Extension.subjectAlternativeName, false, alternativeNames(hosts));
        });
    }

    /** Adds the extensions of one kind of certificate. */
    private interface Extensions {
        void addTo(X509v3CertificateBuilder builder, JcaX509ExtensionUtils tools)
                throws IOException, GeneralSecurityException;
    }

    private CertifiedKey certified(
            KeyPair keys,
            X500Name issuer,
            X500Name subject,
            PrivateKey signingKey,
            Instant end,
            Extensions extensions) {
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                issuer,
                new BigInteger(SERIAL_BITS, random),
                time(start()),
                time(end),
                subject,
                SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
        try {
            extensions.addTo(builder, new JcaX509ExtensionUtils());
            X509CertificateHolder certificate =
                    builder.build(new JcaContentSignerBuilder(signatureOf(signingKey)).build(signingKey));
            return new CertifiedKey(Pem.encode(Pem.CERTIFICATE, certificate.getEncoded()), PrivateKeys.write(keys));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new CertificateException("Cannot issue a certificate for " + subject, e);
        }
    }

    /** Returns the time as in RFC 5280. Built by hand: given a date, the library first loads the calendars of all languages. */
    private static Time time(Instant instant) {
        OffsetDateTime at = instant.atOffset(ZoneOffset.UTC);
        StringBuilder text = new StringBuilder().append(10_000 + at.getYear()).deleteCharAt(0);
        for (int part :
                new int[] {at.getMonthValue(), at.getDayOfMonth(), at.getHour(), at.getMinute(), at.getSecond()}) {
            text.append(part < 10 ? "0" : "").append(part);
        }
        text.append('Z');
        return new Time(
                at.getYear() < FIRST_YEAR_WRITTEN_OUT
                        ? new DERUTCTime(text.substring(2))
                        : new DERGeneralizedTime(text.toString()));
    }

    private Instant start() {
        return clock.instant().minus(CLOCK_SKEW);
    }

    private Instant end(X509Certificate ca) {
        Instant end = start().plus(LIFETIME);
        Instant caEnd = ca.getNotAfter().toInstant();
        return caEnd.isBefore(end) ? caEnd : end;
    }

    /** Returns the key usages: an EC key does not encrypt, and strict readers reject a certificate that claims it does. */
    private static int usage(KeyPair keys) {
        int usage = KeyUsage.digitalSignature | KeyUsage.keyAgreement;
        return keys.getPublic().getAlgorithm().equals("RSA") ? usage | KeyUsage.keyEncipherment : usage;
    }

    /** Returns the signature algorithm for a key; a CA supplied by the user may have another kind of key than those issued here. */
    private static String signatureOf(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "EdDSA", "Ed25519" -> "Ed25519";
            default -> "SHA256withRSA";
        };
    }

    private static X500Name name(String organization) {
        String name = organization.length() > LONGEST_ORGANIZATION ? HostName.of(organization) : organization;
        return new X500NameBuilder().addRDN(BCStyle.O, name).build();
    }

    /** Returns the CA's subject, byte for byte: chains are built by comparing it. */
    private static X500Name issuer(X509Certificate ca) {
        return X500Name.getInstance(ca.getSubjectX500Principal().getEncoded());
    }

    private static GeneralNames alternativeNames(List<String> hosts) {
        List<GeneralName> names = new ArrayList<>();
        List<GeneralName> addresses = new ArrayList<>();
        for (String host : new LinkedHashSet<>(hosts)) {
            if (CertificateFiles.address(host).isPresent()) {
                addresses.add(new GeneralName(GeneralName.iPAddress, withoutZone(host)));
            } else {
                names.add(new GeneralName(GeneralName.dNSName, host));
            }
        }
        names.addAll(addresses);
        return new GeneralNames(names.toArray(GeneralName[]::new));
    }

    /** Removes an IPv6 zone, which has a meaning on this computer only: {@code fe80::1%eth0}. */
    private static String withoutZone(String address) {
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }
}
