package io.onemachine.machine.engine;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * With what clients meet engines, read from the files once: a thousand machines of a store have the same CA and client key. For as
 * long as one command takes, as files that change meanwhile are not read again. Can be used from any thread.
 */
public final class EngineIdentities {
    private final Map<Files, TlsIdentity> identities = new ConcurrentHashMap<>();

    private record Files(Path caCertificate, Path clientCertificate, Path clientKey) {}

    /** With nothing read yet. */
    public EngineIdentities() {}

    /** @throws io.onemachine.machine.error.CertificateException when the files cannot be used; the next one asks them again */
    TlsIdentity of(Path caCertificate, Path clientCertificate, Path clientKey) {
        return identities.computeIfAbsent(
                new Files(caCertificate, clientCertificate, clientKey),
                files -> TlsIdentity.read(files.caCertificate(), files.clientCertificate(), files.clientKey()));
    }
}
