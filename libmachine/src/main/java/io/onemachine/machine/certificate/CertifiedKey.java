package io.onemachine.machine.certificate;

/**
 * A certificate with its key, both as PEM.
 *
 * @param certificate the certificate, which is public
 * @param key the private key, a secret
 */
public record CertifiedKey(String certificate, String key) {
    /** Returns a text without the key. */
    @Override
    public String toString() {
        return "CertifiedKey[" + certificate.length() + " characters]";
    }
}
