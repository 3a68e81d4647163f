package io.onemachine.machine.certificate;

import io.onemachine.machine.error.CertificateException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.Map;

/** Private keys in the formats that docker-machine programs and OpenSSL write. */
public final class PrivateKeys {
    private static final String RSA = "RSA PRIVATE KEY";
    private static final String EC = "EC PRIVATE KEY";
    private static final String PKCS8 = "PRIVATE KEY";

    private static final byte[] VERSION_0 = {Der.INTEGER, 1, 0};
    private static final byte[] VERSION_1 = {Der.INTEGER, 1, 1};
    /** rsaEncryption and its NULL parameter. */
    private static final byte[] RSA_ALGORITHM = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    /** id-ecPublicKey; the curve follows. */
    private static final byte[] EC_OID = HexFormat.of().parseHex("06072a8648ce3d0201");

    /** The key factories of the algorithms, by the contents of their object identifiers in hexadecimal digits. */
    private static final Map<String, String> ALGORITHMS =
            Map.of("2a864886f70d010101", "RSA", "2a8648ce3d0201", "EC", "2b6570", "Ed25519");

    private PrivateKeys() {}

    /**
     * Reads the first private key of a PEM text: PKCS#1 (RSA), SEC 1 (EC) or PKCS#8.
     *
     * @param name the text's name in messages, such as a file's path
     * @throws CertificateException when there is none, or it is damaged, encrypted or of another kind
     */
    public static PrivateKey read(String pem, String name) {
        for (Pem.Block block : Pem.decode(pem, name)) {
            if (block.encrypted() || block.type().equals("ENCRYPTED PRIVATE KEY")) {
                throw new CertificateException(
                        "The private key in " + name + " is encrypted",
                        "Remove its passphrase: openssl pkey -in KEY -out NEWKEY",
                        null);
            }
            switch (block.type()) {
                case RSA -> {
                    return fromPkcs8(wrapRsa(block.content()), name);
                }
                case EC -> {
                    return fromPkcs8(wrapEc(block.content(), name), name);
                }
                case PKCS8 -> {
                    return fromPkcs8(block.content(), name);
                }
                default -> {
                    // Certificates and curve parameters may be in the same file.
                }
            }
        }
        throw new CertificateException("There is no private key in " + name);
    }

    /** Encodes an RSA key as the Go program does: PKCS#1. */
    public static String writeRsa(PrivateKey key) {
        byte[] pkcs8 = key.getEncoded();
        if (pkcs8 == null || !key.getAlgorithm().equals("RSA")) {
            throw new IllegalArgumentException("not an RSA key in memory: " + key.getAlgorithm());
        }
        Der info = Der.reader(Der.reader(pkcs8).next(Der.SEQUENCE));
        info.next(Der.INTEGER);
        info.next(Der.SEQUENCE);
        return Pem.encode(RSA, info.next(Der.OCTET_STRING));
    }

    /**
     * Encodes a pair's private key in the form that programs of any age read: PKCS#1 for RSA, as the Go program does, and SEC 1 for EC,
     * with its curve and public key.
     */
    public static String write(KeyPair pair) {
        if (pair.getPrivate() instanceof ECPrivateKey ec) {
            return Pem.encode(EC, sec1(ec, pair.getPublic()));
        }
        if (pair.getPrivate() instanceof RSAPrivateKey rsa) {
            return writeRsa(rsa);
        }
        throw new IllegalArgumentException("neither RSA nor EC");
    }

    private static byte[] sec1(ECPrivateKey key, PublicKey publicKey) {
        Der info = Der.reader(Der.reader(publicKey.getEncoded()).next(Der.SEQUENCE));
        Der algorithm = Der.reader(info.next(Der.SEQUENCE));
        algorithm.next(Der.OBJECT_IDENTIFIER);
        byte[] curve = Der.element(Der.OBJECT_IDENTIFIER, algorithm.next(Der.OBJECT_IDENTIFIER));
        byte[] point = Der.element(Der.BIT_STRING, info.next(Der.BIT_STRING));
        int length = (key.getParams().getOrder().bitLength() + 7) / 8;
        return Der.element(
                Der.SEQUENCE,
                VERSION_1,
                Der.element(Der.OCTET_STRING, ofLength(length, key.getS().toByteArray())),
                Der.element(Der.CONTEXT_0, curve),
                Der.element(Der.CONTEXT_1, point));
    }

    /** Returns a number's bytes, padded with zeros or trimmed to a length. */
    private static byte[] ofLength(int length, byte[] number) {
        byte[] bytes = new byte[length];
        int kept = Math.min(length, number.length);
        System.arraycopy(number, number.length - kept, bytes, length - kept, kept);
        return bytes;
    }

    private static byte[] wrapRsa(byte[] pkcs1) {
        return Der.element(Der.SEQUENCE, VERSION_0, RSA_ALGORITHM, Der.element(Der.OCTET_STRING, pkcs1));
    }

    private static byte[] wrapEc(byte[] sec1, String name) {
        try {
            Der key = Der.reader(Der.reader(sec1).next(Der.SEQUENCE));
            key.next(Der.INTEGER);
            key.next(Der.OCTET_STRING);
            byte[] curve = key.next(Der.CONTEXT_0);
            return Der.element(
                    Der.SEQUENCE,
                    VERSION_0,
                    Der.element(Der.SEQUENCE, EC_OID, curve),
                    Der.element(Der.OCTET_STRING, sec1));
        } catch (IllegalArgumentException e) {
            throw new CertificateException("The private key in " + name + " is damaged", e);
        }
    }

    private static PrivateKey fromPkcs8(byte[] pkcs8, String name) {
        try {
            return KeyFactory.getInstance(algorithm(pkcs8)).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new CertificateException("The private key in " + name + " is damaged or of an unknown kind", e);
        }
    }

    /**
     * Returns the algorithm named in the key. Trying one factory after the other would cost a tenth of a second: before one refuses, it
     * asks all other cryptography providers.
     */
    private static String algorithm(byte[] pkcs8) {
        Der info = Der.reader(Der.reader(pkcs8).next(Der.SEQUENCE));
        info.next(Der.INTEGER);
        byte[] identifier = Der.reader(info.next(Der.SEQUENCE)).next(Der.OBJECT_IDENTIFIER);
        String algorithm = ALGORITHMS.get(HexFormat.of().formatHex(identifier));
        if (algorithm == null) {
            throw new IllegalArgumentException("neither RSA nor EC nor Ed25519");
        }
        return algorithm;
    }
}
