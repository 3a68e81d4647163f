package io.onemachine.machine.certificate;

/**
 * A certificate with its key, both as PEM.
 *
 * @param certificate for everybody
 * @param key a secret
 */
public record CertifiedKey(String certificate, String key) {
    /** Without the key. */
    @Override
    public String toString() {
        return "CertifiedKey[" + certificate.length() + " characters]";
    }
}
