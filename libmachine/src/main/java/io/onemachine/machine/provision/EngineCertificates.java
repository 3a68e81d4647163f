package io.onemachine.machine.provision;

/**
 * What the engine needs for TLS, as PEM.
 *
 * @param ca the CA's certificate
 * @param server the engine's certificate
 * @param serverKey the engine's key: a secret
 */
public record EngineCertificates(String ca, String server, String serverKey) {
    /** Without the key. */
    @Override
    public String toString() {
        return "EngineCertificates[" + ca.length() + " and " + server.length() + " characters]";
    }
}
