package io.onemachine.machine.testing;

import io.onemachine.machine.certificate.KeyType;
import io.onemachine.machine.certificate.SharedCertificates;
import io.onemachine.machine.certificate.TlsFiles;
import io.onemachine.machine.progress.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** A CA and a client certificate, created once for all tests. */
public final class SharedTestCertificates {
    private static final TlsFiles FILES = create();

    private SharedTestCertificates() {}

    public static TlsFiles files() {
        return FILES;
    }

    /**
     * Returns the certificates of another store, created on demand.
     *
     * @param files as in {@link TlsFiles#in}
     */
    public static SharedCertificates of(TlsFiles files, KeyType keys, InstantSource clock) {
        return new SharedCertificates(
                files,
                files.caCertificate().resolve("../.."),
                new SharedCertificates.IssueSettings("ada", keys, clock),
                Progress.silent());
    }

    /** Copies them to their places in a store. */
    public static void copyTo(TlsFiles files) {
        try {
            Files.createDirectories(files.caCertificate().getParent());
            Files.copy(FILES.caCertificate(), files.caCertificate());
            Files.copy(FILES.caKey(), files.caKey());
            Files.copy(FILES.clientCertificate(), files.clientCertificate());
            Files.copy(FILES.clientKey(), files.clientKey());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TlsFiles create() {
        try {
            Path folder = Files.createTempDirectory("onemachine-test-certificates");
            TlsFiles files = TlsFiles.in(folder);
            of(files, KeyType.EC, InstantSource.system()).ensure();
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
