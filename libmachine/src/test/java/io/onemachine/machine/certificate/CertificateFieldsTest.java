package io.onemachine.machine.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.machine.testing.RecordedProgress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateFieldsTest {
    private static final long SEED = 13;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path store;

    /** The CA of the third expires in 2049, that of the fourth in 2050, from when on times have a longer form. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1969-12-31T23:59:59Z",
                "2026-02-03T04:05:06Z",
                "2039-12-31T10:00:00Z",
                "2040-06-01T00:00:00Z",
                "2051-01-01T00:00:00Z"
            })
    void fieldsAgreeWithTheJdk(String now) throws IOException, GeneralSecurityException {
        compareWithJdk(KeyType.EC, Instant.parse(now));
    }

    @Test
    void certificatesOfRsaKeysAreRead() throws IOException, GeneralSecurityException {
        compareWithJdk(KeyType.RSA, Instant.parse("2026-02-03T04:05:06Z"));
    }

    private void compareWithJdk(KeyType keys, Instant now) throws IOException, GeneralSecurityException {
        TlsFiles files = TlsFiles.in(store);
        create(files, keys, now);

        CertificateFields ca = fields(files.caCertificate());
        CertificateFields client = fields(files.clientCertificate());

        assertThat(ca.notAfter())
                .isEqualTo(jdk(der(files.caCertificate())).getNotAfter().toInstant());
        assertThat(client.notAfter())
                .isEqualTo(jdk(der(files.clientCertificate())).getNotAfter().toInstant());
        assertThat(client.namesAsIssuer(ca)).isTrue();
        assertThat(ca.namesAsIssuer(client)).isFalse();
        assertThat(ca.namesAsIssuer(ca)).as("it does not say which key").isFalse();
    }

    @Test
    void caOfTheSameNameWithAnotherKeyIsNotTheIssuer() throws IOException {
        TlsFiles one = TlsFiles.in(store.resolve("one"));
        TlsFiles other = TlsFiles.in(store.resolve("other"));
        create(one, KeyType.EC, Instant.parse("2026-02-03T04:05:06Z"));
        create(other, KeyType.EC, Instant.parse("2026-02-03T04:05:06Z"));

        assertThat(fields(one.caCertificate()).subject())
                .isEqualTo(fields(other.caCertificate()).subject());
        assertThat(fields(one.clientCertificate()).namesAsIssuer(fields(other.caCertificate())))
                .isFalse();
    }

    /** Damaged input yields nothing, or dates that the JDK reads too. */
    @Test
    void damagedCertificatesAreLeftToTheJdk() throws IOException {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        TlsFiles files = TlsFiles.in(store);
        create(files, KeyType.EC, Instant.parse("2026-02-03T04:05:06Z"));
        byte[] whole = der(files.clientCertificate());
        int read = 0;
        for (int i = 0; i < 4_000; i++) {
            byte[] damaged = Arrays.copyOf(whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
            for (int flips = random.nextInt(4); flips > 0 && damaged.length > 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            read += CertificateFields.read(damaged).isPresent() ? 1 : 0;
        }
        assertThat(read).as("mutations that left it readable").isBetween(1, 3_999);
        for (int length = 0; length < whole.length; length++) {
            assertThat(CertificateFields.read(Arrays.copyOf(whole, length)))
                    .as("cut at %d", length)
                    .isEmpty();
        }
    }

    private static void create(TlsFiles files, KeyType keys, Instant now) {
        Path folder = files.caCertificate().resolveSibling("..").normalize();
        new SharedCertificates(
                        files,
                        folder,
                        new SharedCertificates.IssueSettings("ada", keys, () -> now),
                        new RecordedProgress())
                .ensure();
    }

    private static CertificateFields fields(Path file) throws IOException {
        return CertificateFields.read(der(file)).orElseThrow();
    }

    private static byte[] der(Path file) throws IOException {
        return Pem.decode(Files.readString(file), file.toString()).getFirst().content();
    }

    private static X509Certificate jdk(byte[] der) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }
}
