package io.onemachine.machine.certificate;

import java.nio.file.Path;

/** The TLS files that the machines of a store share. */
public record TlsFiles(Path caCertificate, Path caKey, Path clientCertificate, Path clientKey) {
    /** Where they are unless somebody says otherwise. */
    public static TlsFiles in(Path storePath) {
        Path folder = storePath.resolve("certs");
        return new TlsFiles(
                folder.resolve("ca.pem"),
                folder.resolve("ca-key.pem"),
                folder.resolve("cert.pem"),
                folder.resolve("key.pem"));
    }

    /** The same files with whole paths, to be kept. */
    public TlsFiles absolute() {
        return new TlsFiles(
                caCertificate.toAbsolutePath(),
                caKey.toAbsolutePath(),
                clientCertificate.toAbsolutePath(),
                clientKey.toAbsolutePath());
    }

    /** The same files with whole paths, to be compared. */
    public TlsFiles normalized() {
        return new TlsFiles(whole(caCertificate), whole(caKey), whole(clientCertificate), whole(clientKey));
    }

    private static Path whole(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
