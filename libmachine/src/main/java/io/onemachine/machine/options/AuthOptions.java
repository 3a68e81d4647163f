package io.onemachine.machine.options;

import io.onemachine.machine.certificate.TlsFiles;
import java.nio.file.Path;
import java.util.List;

/**
 * The paths of a machine's TLS files; they are texts because other programs wrote some of them.
 *
 * @param certDir folder of the CA and the client certificate
 * @param caCertPath the CA's certificate
 * @param caPrivateKeyPath the CA's key
 * @param caCertRemotePath kept, not used: provisioning decides
 * @param serverCertPath the engine's certificate, local copy
 * @param serverKeyPath the engine's key, local copy
 * @param clientKeyPath the client's key
 * @param serverCertRemotePath kept, not used: provisioning decides
 * @param serverKeyRemotePath kept, not used: provisioning decides
 * @param clientCertPath the client's certificate
 * @param serverCertSans more names and addresses for the engine's certificate
 * @param storePath the machine's folder
 */
public record AuthOptions(
        String certDir,
        String caCertPath,
        String caPrivateKeyPath,
        String caCertRemotePath,
        String serverCertPath,
        String serverKeyPath,
        String clientKeyPath,
        String serverCertRemotePath,
        String serverKeyRemotePath,
        String clientCertPath,
        List<String> serverCertSans,
        String storePath) {
    public AuthOptions {
        serverCertSans = List.copyOf(serverCertSans);
    }

    /** Returns the same options with other names and addresses in the engine's certificate. */
    public AuthOptions withServerCertSans(List<String> names) {
        return new AuthOptions(
                certDir,
                caCertPath,
                caPrivateKeyPath,
                caCertRemotePath,
                serverCertPath,
                serverKeyPath,
                clientKeyPath,
                serverCertRemotePath,
                serverKeyRemotePath,
                clientCertPath,
                names,
                storePath);
    }

    /** Returns the files that the machine shares with others. */
    public TlsFiles tlsFiles() {
        return new TlsFiles(
                Path.of(caCertPath), Path.of(caPrivateKeyPath), Path.of(clientCertPath), Path.of(clientKeyPath));
    }
}
