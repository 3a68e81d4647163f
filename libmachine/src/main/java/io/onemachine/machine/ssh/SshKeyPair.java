package io.onemachine.machine.ssh;

import io.onemachine.machine.pem.PrivateKeys;
import io.onemachine.machine.store.PrivateFiles;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;

/**
 * A machine's own SSH key: {@code id_rsa} and {@code id_rsa.pub} in its folder, in the Go program's formats (RSA of
 * 2048 bits; PKCS#1; a public key without a comment).
 *
 * @param privateKeyFile the private key's file, mode 0600
 * @param publicKey the public key as one line without a newline, for an {@code authorized_keys} file
 */
public record SshKeyPair(Path privateKeyFile, String publicKey) {
    private static final int BITS = 2048;

    /** Makes a new key pair and writes both files into a folder, over any that are there. */
    public static SshKeyPair createIn(Path folder) {
        KeyPair pair = generate();
        String publicKey = authorizedKey((RSAPublicKey) pair.getPublic());
        Path privateKeyFile = folder.resolve("id_rsa");
        PrivateFiles.writeSecret(privateKeyFile, PrivateKeys.writeRsa(pair.getPrivate()));
        PrivateFiles.writeSecret(folder.resolve("id_rsa.pub"), publicKey + "\n");
        return new SshKeyPair(privateKeyFile, publicKey);
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has RSA", e);
        }
    }

    private static String authorizedKey(RSAPublicKey key) {
        ByteArrayOutputStream blob = new ByteArrayOutputStream();
        append(blob, "ssh-rsa".getBytes(StandardCharsets.US_ASCII));
        append(blob, mpint(key.getPublicExponent()));
        append(blob, mpint(key.getModulus()));
        return "ssh-rsa " + Base64.getEncoder().encodeToString(blob.toByteArray());
    }

    private static byte[] mpint(BigInteger number) {
        return number.toByteArray();
    }

    private static void append(ByteArrayOutputStream out, byte[] field) {
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            out.write(field.length >>> shift);
        }
        out.writeBytes(field);
    }
}
