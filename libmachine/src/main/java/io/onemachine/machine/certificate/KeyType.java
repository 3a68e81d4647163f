package io.onemachine.machine.certificate;

import io.onemachine.machine.error.CertificateException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Locale;

/** The type of new keys. */
public enum KeyType {
    /** On the curve P-256: generated instantly, and a signature costs a client a tenth of an RSA signature. */
    EC,
    /** With 2048 bits, for clients that support nothing else. */
    RSA;

    /** The environment variable that selects the type. */
    public static final String VARIABLE = "MACHINE_TLS_KEY_TYPE";

    private static final int RSA_BITS = 2048;

    /**
     * Returns the type of that name, in any case; EC when it is empty.
     *
     * @throws CertificateException when there is none
     */
    public static KeyType named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "", "ec" -> EC;
            case "rsa" -> RSA;
            default ->
                throw new CertificateException(
                        VARIABLE + " is \"" + name + "\", which is not a type of key",
                        "It can be ec or rsa; without it keys are ec.",
                        null);
        };
    }

    KeyPair newKeyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(name());
            switch (this) {
                case EC -> generator.initialize(new ECGenParameterSpec("secp256r1"));
                case RSA -> generator.initialize(RSA_BITS);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + this, e);
        }
    }
}
