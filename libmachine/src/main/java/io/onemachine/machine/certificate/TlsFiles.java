package io.onemachine.machine.certificate;

import java.nio.file.Path;

/** The TLS files that the machines of a store share. */
public record TlsFiles(Path caCertificate, Path caKey, Path clientCertificate, Path clientKey) {
    /** Returns the default files in a store. */
    public static TlsFiles in(Path storePath) {
        Path folder = storePath.resolve("certs");
        return new TlsFiles(
                folder.resolve("ca.pem"),
                folder.resolve("ca-key.pem"),
                folder.resolve("cert.pem"),
                folder.resolve("key.pem"));
    }

    /** Returns the same files with absolute paths, for storing. */
    public TlsFiles absolute() {
        return new TlsFiles(
                caCertificate.toAbsolutePath(),
                caKey.toAbsolutePath(),
                clientCertificate.toAbsolutePath(),
                clientKey.toAbsolutePath());
    }

    /** Returns the same files with normalized absolute paths, for comparing. */
    public TlsFiles normalized() {
        return new TlsFiles(whole(caCertificate), whole(caKey), whole(clientCertificate), whole(clientKey));
    }

    private static Path whole(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
