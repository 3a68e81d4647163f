package io.onemachine.machine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.machine.certificate.CertificateFiles;
import io.onemachine.machine.certificate.CertifiedKey;
import io.onemachine.machine.certificate.KeyType;
import io.onemachine.machine.certificate.MachineCertificates;
import io.onemachine.machine.certificate.SharedCertificates;
import io.onemachine.machine.certificate.TlsFiles;
import io.onemachine.machine.testing.SharedTestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinnedEngineTest {
    private static final TlsFiles FILES = SharedTestCertificates.files();
    private final Instant now = Instant.now();

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void issueCertificate() throws IOException {
        file = folder.resolve("server.pem");
        write(issued(FILES, "engine.example", "192.0.2.7", "2001:db8::7").server());
    }

    @ParameterizedTest
    @ValueSource(strings = {"engine.example", "ENGINE.example", "192.0.2.7", "2001:db8::7", "2001:db8:0:0:0:0:0:7"})
    void certificateIsPinnedForItsNamesAndAddresses(String host) throws CertificateEncodingException {
        Optional<PinnedEngine> known = known(host, now);
        assertThat(known).isPresent();
        byte[] certificate = CertificateFiles.readCertificate(file).getEncoded();
        assertThat(known.orElseThrow().shows(certificate)).isTrue();
        certificate[certificate.length - 1] ^= 1;
        assertThat(known.orElseThrow().shows(certificate)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"other.example", "192.0.2.8", "2001:db8::8", "x.engine.example", "", "192.0.2.7.example"})
    void certificateIsNotPinnedForOthers(String host) {
        assertThat(known(host, now)).isEmpty();
    }

    @Test
    void addressInANameIsNotAnAddress() throws IOException {
        // Our certificates have addresses in the right field, so this one is checked for a name that it does not have.
        write(issued(FILES, "localhost").server());
        assertThat(known("127.0.0.1", now)).isEmpty();
        assertThat(known("localhost", now)).isPresent();
    }

    @Test
    void certificateIsPinnedDuringItsValidity() {
        X509Certificate certificate = CertificateFiles.readCertificate(file);
        Instant first = certificate.getNotBefore().toInstant();
        Instant last = certificate.getNotAfter().toInstant();
        assertThat(known("192.0.2.7", first)).isPresent();
        assertThat(known("192.0.2.7", last)).isPresent();
        assertThat(known("192.0.2.7", first.minus(Duration.ofSeconds(1)))).isEmpty();
        assertThat(known("192.0.2.7", last.plus(Duration.ofSeconds(1)))).isEmpty();
    }

    @Test
    void clientCertificateIsNotAnEngines() throws IOException {
        write(issued(FILES, "192.0.2.7").client());
        assertThat(known("192.0.2.7", now)).isEmpty();
    }

    @Test
    void caOfTheSameNameWithAnotherKeyIsRejected() throws IOException {
        TlsFiles others = TlsFiles.in(folder.resolve("others"));
        shared(others).ensure();
        assertThat(CertificateFiles.readCertificate(others.caCertificate()).getSubjectX500Principal())
                .isEqualTo(
                        CertificateFiles.readCertificate(FILES.caCertificate()).getSubjectX500Principal());
        write(issued(others, "192.0.2.7").server());
        assertThat(known("192.0.2.7", now)).isEmpty();
        assertThat(PinnedEngine.read(
                        file,
                        List.of(
                                CertificateFiles.readCertificate(FILES.caCertificate()),
                                CertificateFiles.readCertificate(others.caCertificate())),
                        "192.0.2.7",
                        now))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing",
                "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\n"
            })
    void damagedFilePinsNothing(String text) throws IOException {
        Files.writeString(file, text);
        assertThat(known("192.0.2.7", now)).isEmpty();
    }

    @Test
    void missingFileAndFolderPinNothing() {
        assertThat(PinnedEngine.read(Path.of(""), authorities(), "192.0.2.7", now))
                .isEmpty();
        assertThat(PinnedEngine.read(folder.resolve("none"), authorities(), "192.0.2.7", now))
                .isEmpty();
    }

    private Optional<PinnedEngine> known(String host, Instant now) {
        return PinnedEngine.read(file, authorities(), host, now);
    }

    private static List<X509Certificate> authorities() {
        return CertificateFiles.readCertificates(FILES.caCertificate());
    }

    private void write(CertifiedKey key) throws IOException {
        Files.writeString(file, key.certificate());
    }

    private static MachineCertificates issued(TlsFiles files, String... hosts) {
        return shared(files).issue("m1", List.of(hosts), false);
    }

    private static SharedCertificates shared(TlsFiles files) {
        return SharedTestCertificates.of(files, KeyType.EC, InstantSource.system());
    }
}
