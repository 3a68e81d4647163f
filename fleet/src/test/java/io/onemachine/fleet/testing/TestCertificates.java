package io.onemachine.fleet.testing;

import io.onemachine.machine.certificate.KeyType;
import io.onemachine.machine.certificate.SharedCertificates;
import io.onemachine.machine.certificate.TlsFiles;
import io.onemachine.machine.progress.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** A CA and a client certificate for the stores of tests, created once per process. */
final class TestCertificates {
    /** A clock that stands still. */
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-06-01T12:00:00Z"));

    private static final List<String> FILES = List.of("ca.pem", "ca-key.pem", "cert.pem", "key.pem");

    private TestCertificates() {}

    private static final class Holder {
        static final Path FOLDER = create();

        private static Path create() {
            Path store = Path.of("target", "fleet-test-certificates").toAbsolutePath();
            new SharedCertificates(
                            TlsFiles.in(store),
                            store,
                            new SharedCertificates.IssueSettings("tester", KeyType.EC, CLOCK),
                            Progress.silent())
                    .ensure();
            return store.resolve("certs");
        }
    }

    /** Copies the files into a store. */
    static void copyTo(Path store) {
        try {
            Path folder = Files.createDirectories(store.resolve("certs"));
            for (String file : FILES) {
                Files.copy(Holder.FOLDER.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
