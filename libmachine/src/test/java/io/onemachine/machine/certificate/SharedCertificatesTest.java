package io.onemachine.machine.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.error.CertificateException;
import io.onemachine.machine.pem.Pem;
import io.onemachine.machine.testing.RecordedProgress;
import io.onemachine.machine.testing.SharedTestCertificates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedCertificatesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final TlsFiles files;
    private final RecordedProgress progress = new RecordedProgress();

    SharedCertificatesTest(@TempDir Path store) {
        files = TlsFiles.in(store);
    }

    @Test
    void caAndClientAreAsTheGoProgramMakesThem() throws Exception {
        make(NOW);

        X509Certificate ca = CertificateFiles.readCertificate(files.caCertificate());
        assertThat(ca.getSubjectX500Principal().getName()).isEqualTo("O=ada");
        assertThat(ca.getBasicConstraints()).isNotNegative();
        assertThat(ca.getKeyUsage()).containsExactly(true, false, true, false, true, true, false, false, false);
        assertThat(ca.getNotBefore().toInstant()).isEqualTo(NOW.minus(Duration.ofMinutes(5)));
        assertThat(Duration.between(
                        ca.getNotBefore().toInstant(), ca.getNotAfter().toInstant()))
                .isEqualTo(Duration.ofDays(1080));
        assertThat(ca.getSerialNumber().bitLength()).isLessThanOrEqualTo(128);
        assertThat(ca.getSigAlgName()).isEqualTo("SHA256withRSA");

        X509Certificate client = CertificateFiles.readCertificate(files.clientCertificate());
        client.verify(ca.getPublicKey());
        assertThat(client.getSubjectX500Principal().getName())
                .isEqualTo("O=ada.<bootstrap>".replace("<", "\\<").replace(">", "\\>"));
        assertThat(client.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(client.getBasicConstraints()).isNegative();
        assertThat(client.getKeyUsage()).containsExactly(true, false, false, false, false, false, false, false, false);
        for (Path key : List.of(files.caKey(), files.clientKey())) {
            assertThat(Files.readString(key))
                    .startsWith("-----BEGIN RSA PRIVATE KEY-----\n")
                    .endsWith("-----END RSA PRIVATE KEY-----\n");
        }
    }

    @Test
    void serverCertificateNamesTheMachineAndItsAddresses() throws Exception {
        SharedTestCertificates.copyTo(files);
        CertifiedKey made;
        try (KeyPairs keys = new KeyPairs()) {
            made = shared(Instant.now())
                    .serverCertificate(
                            "m1",
                            List.of("extra.example", "localhost", "2001:db8::7", "192.0.2.7", "localhost"),
                            keys.begin(),
                            false);
        }

        X509Certificate server = certificate(made);
        server.verify(CertificateFiles.readCertificate(files.caCertificate()).getPublicKey());
        assertThat(server.getSubjectX500Principal().getName()).isEqualTo("O=ada.m1");
        assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(server.getSubjectAlternativeNames().stream().map(name -> name.get(1)))
                .extracting(Object::toString)
                .containsExactly("extra.example", "localhost", "2001:db8:0:0:0:0:0:7", "192.0.2.7");
        assertThat(made.toString()).doesNotContain("PRIVATE");
    }

    @Test
    void managerOfAClassicSwarmCallsOtherEnginesWithItsCertificate() throws Exception {
        SharedTestCertificates.copyTo(files);
        try (KeyPairs keys = new KeyPairs()) {
            CertifiedKey made = shared(Instant.now()).serverCertificate("m1", List.of("localhost"), keys.begin(), true);
            assertThat(certificate(made).getExtendedKeyUsage())
                    .containsExactlyInAnyOrder("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
        }
    }

    private static X509Certificate certificate(CertifiedKey made) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(
                        Pem.decode(made.certificate(), "made").getFirst().content()));
    }

    @Test
    void whatIsThereIsKept() throws IOException {
        SharedTestCertificates.copyTo(files);
        String before = Files.readString(files.caCertificate());

        make(Instant.now());

        assertThat(files.caCertificate()).hasContent(before);
        assertThat(progress.lines()).isEmpty();
    }

    @Test
    void expiredOnesAreMadeAgain() throws IOException {
        SharedTestCertificates.copyTo(files);
        String before = Files.readString(files.caCertificate());

        make(Instant.now().plus(Duration.ofDays(1081)));

        assertThat(Files.readString(files.caCertificate())).isNotEqualTo(before);
        assertThat(progress.lines())
                .containsExactly(
                        "CA certificate is outdated and needs to be regenerated",
                        "Creating CA: " + files.caCertificate(),
                        "Client certificate is outdated and needs to be regenerated",
                        "Creating client certificate: " + files.clientCertificate());
    }

    @Test
    void halfAPairIsNotOverwritten() throws IOException {
        SharedTestCertificates.copyTo(files);
        Files.delete(files.caCertificate());

        assertThatThrownBy(() -> make(Instant.now()))
                .isInstanceOf(CertificateException.class)
                .hasMessage(
                        "The CA's key " + files.caKey() + " is there but not its certificate " + files.caCertificate());
        assertThat(files.caKey()).exists();
    }

    @Test
    void manyFirstCreationsShareOneCa() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                make(NOW);
                synchronized (seen) {
                    seen.add(CertificateFiles.text(files.caCertificate()) + CertificateFiles.text(files.clientKey()));
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(seen).hasSize(3);
        assertThat(seen.stream().distinct()).hasSize(1);
    }

    @Test
    void damagedFilesAreNamed() throws IOException {
        SharedTestCertificates.copyTo(files);
        Files.writeString(files.caCertificate(), "no certificate");

        assertThatThrownBy(() -> make(NOW))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining(files.caCertificate().toString());
    }

    private void make(Instant now) {
        shared(now).ensure();
    }

    private SharedCertificates shared(Instant now) {
        return new SharedCertificates(files, "ada", InstantSource.fixed(now), progress);
    }
}
