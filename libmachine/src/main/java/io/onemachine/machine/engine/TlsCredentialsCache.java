package io.onemachine.machine.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * TLS credentials, each read from its files once: a thousand machines of a store share CA and client key. Lives as long as one command,
 * as changed files are not read again. Thread-safe.
 */
public final class TlsCredentialsCache {
    /** By the files' paths. A list, because the first hash code of a record takes 5 ms, too long for a short command. */
    private final Map<List<Path>, TlsCredentials> identities = new ConcurrentHashMap<>();

    /** Creates an empty cache. */
    public TlsCredentialsCache() {}

    /** @throws io.onemachine.machine.error.CertificateException when the files cannot be used; the next call reads them again */
    TlsCredentials of(Path caCertificate, Path clientCertificate, Path clientKey) {
        return identities.computeIfAbsent(
                List.of(caCertificate, clientCertificate, clientKey),
                files -> TlsCredentials.read(caCertificate, clientCertificate, clientKey));
    }
}
