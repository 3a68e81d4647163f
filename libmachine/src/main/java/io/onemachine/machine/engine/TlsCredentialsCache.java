package io.onemachine.machine.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * With what clients meet engines, read from the files once: a thousand machines of a store have the same CA and client key. For as
 * long as one command takes, as files that change meanwhile are not read again. Can be used from any thread.
 */
public final class TlsCredentialsCache {
    /** By the files' paths. As a list: the hash code of a record is made at run time, which takes 5 ms of a short command. */
    private final Map<List<Path>, TlsCredentials> identities = new ConcurrentHashMap<>();

    /** With nothing read yet. */
    public TlsCredentialsCache() {}

    /** @throws io.onemachine.machine.error.CertificateException when the files cannot be used; the next one asks them again */
    TlsCredentials of(Path caCertificate, Path clientCertificate, Path clientKey) {
        return identities.computeIfAbsent(
                List.of(caCertificate, clientCertificate, clientKey),
                files -> TlsCredentials.read(caCertificate, clientCertificate, clientKey));
    }
}
