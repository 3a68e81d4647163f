package io.onemachine.machine.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.error.CertificateException;
import io.onemachine.machine.file.FolderLock;
import io.onemachine.machine.testing.RecordedProgress;
import io.onemachine.machine.testing.SharedTestCertificates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedCertificatesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final Path store;
    private final TlsFiles files;
    private final RecordedProgress progress = new RecordedProgress();

    SharedCertificatesTest(@TempDir Path store) {
        this.store = store;
        files = TlsFiles.in(store);
    }

    @Test
    void caAndClientAreLikeThoseOfTheGoProgram() throws Exception {
        create(NOW);

        X509Certificate ca = CertificateFiles.readCertificate(files.caCertificate());
        assertThat(ca.getSubjectX500Principal().getName()).isEqualTo("O=ada");
        assertThat(ca.getBasicConstraints()).isNotNegative();
        assertThat(ca.getKeyUsage()).containsExactly(true, false, false, false, true, true, false, false, false);
        assertThat(ca.getNotBefore().toInstant()).isEqualTo(NOW.minus(Duration.ofMinutes(5)));
        assertThat(Duration.between(
                        ca.getNotBefore().toInstant(), ca.getNotAfter().toInstant()))
                .isEqualTo(Duration.ofDays(3650));
        assertThat(ca.getSerialNumber().bitLength()).isLessThanOrEqualTo(128);
        assertThat(ca.getSigAlgName()).isEqualTo("SHA256withECDSA");

        X509Certificate client = CertificateFiles.readCertificate(files.clientCertificate());
        client.verify(ca.getPublicKey());
        assertThat(client.getSubjectX500Principal().getName())
                .isEqualTo("O=ada.<bootstrap>".replace("<", "\\<").replace(">", "\\>"));
        assertThat(client.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(client.getBasicConstraints()).isNegative();
        assertThat(client.getKeyUsage()).containsExactly(true, false, false, false, false, false, false, false, false);
        for (Path key : List.of(files.caKey(), files.clientKey())) {
            assertThat(Files.readString(key))
                    .startsWith("-----BEGIN EC PRIVATE KEY-----\n")
                    .endsWith("-----END EC PRIVATE KEY-----\n");
        }
    }

    @Test
    void serverCertificateNamesTheMachineAndItsAddresses() throws Exception {
        SharedTestCertificates.copyTo(files);
        CertifiedKey issued = shared(Instant.now())
                .issue("m1", List.of("extra.example", "localhost", "2001:db8::7", "192.0.2.7", "localhost"), false)
                .server();

        X509Certificate server = certificate(issued);
        server.verify(CertificateFiles.readCertificate(files.caCertificate()).getPublicKey());
        assertThat(server.getSubjectX500Principal().getName()).isEqualTo("O=ada.m1");
        assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(server.getSubjectAlternativeNames().stream().map(name -> name.get(1)))
                .extracting(Object::toString)
                .containsExactly("extra.example", "localhost", "2001:db8:0:0:0:0:0:7", "192.0.2.7");
        assertThat(issued.toString()).doesNotContain("PRIVATE");
    }

    /** RFC 5280 bounds an organization's name to 64 characters. */
    @Test
    void serverCertificateOfAMachineWithALongNameHasAShortenedOne() throws Exception {
        SharedTestCertificates.copyTo(files);
        String fits = "n".repeat(60);
        assertThat(organization(fits)).isEqualTo("O=ada." + fits);
        String shortened = organization("n".repeat(61));
        assertThat(shortened).startsWith("O=ada-nnnn").hasSizeLessThanOrEqualTo(2 + 64);
        assertThat(organization("n".repeat(62))).isNotEqualTo(shortened);
    }

    private String organization(String machine) throws Exception {
        return certificate(shared(Instant.now())
                        .issue(machine, List.of("localhost"), false)
                        .server())
                .getSubjectX500Principal()
                .getName();
    }

    @Test
    void managerOfAClassicSwarmCallsOtherEnginesWithItsCertificate() throws Exception {
        SharedTestCertificates.copyTo(files);
        CertifiedKey issued =
                shared(Instant.now()).issue("m1", List.of("localhost"), true).server();
        assertThat(certificate(issued).getExtendedKeyUsage())
                .containsExactlyInAnyOrder("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
    }

    private static X509Certificate certificate(CertifiedKey issued) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(
                        Pem.decode(issued.certificate(), "issued").getFirst().content()));
    }

    @Test
    void existingCertificatesAreKept() throws IOException {
        SharedTestCertificates.copyTo(files);
        String before = Files.readString(files.caCertificate());

        create(Instant.now());

        assertThat(files.caCertificate()).hasContent(before);
        assertThat(progress.lines()).isEmpty();
    }

    @Test
    void expiredCertificatesAreReplaced() throws IOException {
        SharedTestCertificates.copyTo(files);
        String before = Files.readString(files.caCertificate());

        create(Instant.now().plus(Duration.ofDays(3651)));

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

        assertThatThrownBy(() -> create(Instant.now()))
                .isInstanceOf(CertificateException.class)
                .hasMessage(
                        "The CA's key " + files.caKey() + " is there but not its certificate " + files.caCertificate());
        assertThat(files.caKey()).exists();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void halfAPairThatIsBeingWrittenIsWaitedFor(boolean ofTheCa) throws Exception {
        SharedTestCertificates.copyTo(files);
        Path certificate = ofTheCa ? files.caCertificate() : files.clientCertificate();
        String content = Files.readString(certificate);
        Files.delete(certificate);

        FutureTask<Void> creation = new FutureTask<>(() -> create(Instant.now()), null);
        try (FolderLock _ = FolderLock.acquire(store.resolve("certs"))) {
            Thread other = Thread.ofPlatform().start(creation);
            while (!creation.isDone() && other.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            Files.writeString(certificate, content);
        }

        creation.get();
        assertThat(certificate).hasContent(content);
        assertThat(progress.lines()).isEmpty();
    }

    @Test
    void manyFirstCreationsShareOneCa() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                create(NOW);
                synchronized (seen) {
                    seen.add(CertificateFiles.text(files.caCertificate()) + CertificateFiles.text(files.clientKey()));
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(seen).hasSize(20);
        assertThat(seen.stream().distinct()).hasSize(1);
    }

    @Test
    void damagedFilesAreNamed() throws IOException {
        SharedTestCertificates.copyTo(files);
        Files.writeString(files.caCertificate(), "no certificate");

        assertThatThrownBy(() -> create(NOW))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining(files.caCertificate().toString());
    }

    @Test
    void noCertificateOutlivesItsCa() throws Exception {
        create(NOW);
        Instant late = NOW.plus(Duration.ofDays(3600));
        shared(late).renewClient();
        Instant end = CertificateFiles.end(files.caCertificate());
        assertThat(CertificateFiles.end(files.clientCertificate())).isEqualTo(end);
        CertifiedKey server =
                shared(late).issue("m1", List.of("localhost"), false).server();
        assertThat(certificate(server).getNotAfter().toInstant()).isEqualTo(end);
    }

    @Test
    void rsaIsIssuedOnDemandAndAnRsaCaKeepsSigning() throws Exception {
        shared(NOW, KeyType.RSA).ensure();
        assertThat(Files.readString(files.clientKey())).startsWith("-----BEGIN RSA PRIVATE KEY-----\n");
        X509Certificate ca = CertificateFiles.readCertificate(files.caCertificate());
        assertThat(ca.getKeyUsage()).containsExactly(true, false, true, false, true, true, false, false, false);

        CertifiedKey server =
                shared(NOW).issue("m1", List.of("localhost"), false).server();
        assertThat(certificate(server).getPublicKey().getAlgorithm()).isEqualTo("EC");
        assertThat(certificate(server).getSigAlgName()).isEqualTo("SHA256withRSA");
        certificate(server).verify(ca.getPublicKey());
        assertThatThrownBy(() -> KeyType.named("dsa"))
                .isInstanceOf(CertificateException.class)
                .hasMessage("MACHINE_TLS_KEY_TYPE is \"dsa\", which is not a type of key");
        assertThat(KeyType.named("RSA")).isEqualTo(KeyType.RSA);
    }

    /** The process may die at any moment of creating a CA and its client certificate; the next one finishes the creation. */
    @Test
    void interruptedCreationIsFinished() throws Exception {
        Path unfinishedCa = files.caKey().resolveSibling(".ca-key.pem.unfinished");
        Path unfinishedClient = files.clientKey().resolveSibling(".key.pem.unfinished");
        create(NOW);
        String ca = Files.readString(files.caCertificate());
        String caKey = Files.readString(files.caKey());

        // Killed before the first of the CA's files was in place, and between the two.
        for (boolean keyThere : new boolean[] {false, true}) {
            Files.writeString(unfinishedCa, caKey + ca);
            for (Path file : List.of(files.caCertificate(), files.clientCertificate(), files.clientKey())) {
                Files.delete(file);
            }
            if (!keyThere) {
                Files.delete(files.caKey());
            }
            create(NOW);
            assertThat(files.caCertificate()).hasContent(ca);
            assertThat(files.caKey()).hasContent(caKey);
            isWhole();
            assertThat(unfinishedCa).doesNotExist();
        }

        // Killed when the CA was new and its client certificate still that of the old one.
        String clientPair = Files.readString(files.clientKey()) + Files.readString(files.clientCertificate());
        shared(NOW).replaceCa();
        Files.writeString(unfinishedClient, clientPair);
        create(NOW);
        isWhole();

        // Killed between the two files of a client.
        clientPair = Files.readString(files.clientKey()) + Files.readString(files.clientCertificate());
        Files.writeString(unfinishedClient, clientPair);
        Files.delete(files.clientCertificate());
        shared(NOW).issue("m1", List.of("localhost"), false);
        assertThat(Files.readString(files.clientKey()) + Files.readString(files.clientCertificate()))
                .isEqualTo(clientPair);
        assertThat(Files.getPosixFilePermissions(files.clientKey())).hasSize(2);
    }

    private void isWhole() throws Exception {
        X509Certificate ca = CertificateFiles.readCertificate(files.caCertificate());
        X509Certificate client = CertificateFiles.readCertificate(files.clientCertificate());
        client.verify(ca.getPublicKey());
        assertThat(CertificateIssuer.isKeyOf(CertificateFiles.readKey(files.caKey()), ca))
                .isTrue();
        assertThat(CertificateIssuer.isKeyOf(CertificateFiles.readKey(files.clientKey()), client))
                .isTrue();
        try (Stream<Path> all = Files.list(files.caKey().getParent())) {
            assertThat(all.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("ca.pem", "ca-key.pem", "cert.pem", "key.pem");
        }
    }

    @Test
    void filesSuppliedByTheUserAreUsedAndNeverReplaced(@TempDir Path elsewhere) throws Exception {
        create(NOW);
        String before = Files.readString(files.caCertificate()) + Files.readString(files.clientKey());
        Instant late = NOW.plus(Duration.ofDays(4000));
        SharedCertificates theirs = new SharedCertificates(
                files,
                elsewhere,
                new SharedCertificates.IssueSettings("ada", KeyType.EC, InstantSource.fixed(late)),
                progress);
        assertThatThrownBy(theirs::ensure)
                .isInstanceOf(CertificateException.class)
                .hasMessage("The CA's certificate " + files.caCertificate()
                        + " has expired, and is not the store's own: it is never replaced");
        assertThatThrownBy(theirs::replaceCa).isInstanceOf(CertificateException.class);
        assertThatThrownBy(theirs::renewClient).isInstanceOf(CertificateException.class);
        assertThatThrownBy(() -> theirs.issue("m1", List.of("localhost"), false))
                .hasMessageContaining("has expired");
        assertThat(Files.readString(files.caCertificate()) + Files.readString(files.clientKey()))
                .isEqualTo(before);
    }

    @Test
    void unusableCaReportsTheReason() throws Exception {
        create(NOW);
        String caKey = Files.readString(files.caKey());
        Files.delete(files.caKey());
        assertThatThrownBy(() -> shared(NOW).issue("m1", List.of("localhost"), false))
                .isInstanceOf(CertificateException.class)
                .hasMessage("The CA's key " + files.caKey()
                        + " is not there, and a new certificate has to be signed with it");
        Files.copy(files.clientKey(), files.caKey());
        assertThatThrownBy(() -> shared(NOW).issue("m1", List.of("localhost"), false))
                .hasMessage("The key " + files.caKey() + " is not the key of the CA " + files.caCertificate());
        Files.writeString(files.caKey(), caKey);
        Files.copy(files.clientCertificate(), files.caCertificate(), StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> shared(NOW).issue("m1", List.of("localhost"), false))
                .hasMessage("The certificate " + files.caCertificate()
                        + " is not a CA's: nothing would trust what it signs");
    }

    private void create(Instant now) {
        SharedCertificates shared = shared(now);
        shared.reportPlannedChanges();
        shared.ensure();
    }

    private SharedCertificates shared(Instant now) {
        return shared(now, KeyType.EC);
    }

    private SharedCertificates shared(Instant now, KeyType keys) {
        return new SharedCertificates(
                files, store, new SharedCertificates.IssueSettings("ada", keys, InstantSource.fixed(now)), progress);
    }
}
