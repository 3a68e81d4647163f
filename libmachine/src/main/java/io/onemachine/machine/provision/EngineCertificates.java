package io.onemachine.machine.provision;

import java.util.Map;

/**
 * The engine's TLS files, as PEM.
 *
 * @param ca the CA's certificate
 * @param server the engine's certificate
 * @param serverKey the engine's key: a secret
 */
public record EngineCertificates(String ca, String server, String serverKey) {
    /** Returns the variables of {@code copy-certificates.sh} and of the scripts that name a host. */
    Map<String, String> values(String hostName, String folder) {
        return Map.of(
                "MACHINE_NAME",
                hostName,
                "CERTIFICATES",
                folder,
                "CA",
                ca,
                "SERVER_CERT",
                server,
                "SERVER_KEY",
                serverKey);
    }

    /** Returns a text without the key. */
    @Override
    public String toString() {
        return "EngineCertificates[" + ca.length() + " and " + server.length() + " characters]";
    }
}
