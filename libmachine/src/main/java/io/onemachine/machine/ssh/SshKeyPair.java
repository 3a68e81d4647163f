package io.onemachine.machine.ssh;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import io.onemachine.machine.pem.PrivateKeys;
import io.onemachine.machine.store.PrivateFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * A machine's own SSH key: {@code id_ed25519} and {@code id_ed25519.pub} in its folder, or named for another type. An RSA key is
 * in the Go program's format (2048 bits; PKCS#1), one of ECDSA in that of SEC 1 and one of Ed25519 in OpenSSH's, which are the ones
 * that the Go program reads; the public key has no comment.
 *
 * <p>docker-machine has always called the file {@code id_rsa}, and scripts name it: it is a link to the key of another type.
 *
 * @param privateKeyFile the private key's file, mode 0600
 * @param publicKey the public key as one line without a newline, for an {@code authorized_keys} file
 */
public record SshKeyPair(Path privateKeyFile, String publicKey) {
    private static final int RSA_BITS = 2048;
    private static final int ECDSA_BITS = 256;
    private static final String PUBLIC = ".pub";

    /** Makes a new key pair and writes both files into a folder, over any that are there. */
    public static SshKeyPair createIn(Path folder, SshKeyType type) {
        Made made = made(type);
        Path privateKeyFile = folder.resolve(type.fileName());
        PrivateFiles.writeSecret(privateKeyFile, made.privateKey());
        PrivateFiles.writeSecret(folder.resolve(type.fileName() + PUBLIC), made.publicKey() + "\n");
        if (type != SshKeyType.RSA) {
            for (String ending : List.of("", PUBLIC)) {
                link(folder.resolve(SshKeyType.RSA.fileName() + ending), type.fileName() + ending);
            }
        }
        return new SshKeyPair(privateKeyFile, made.publicKey());
    }

    /**
     * A key that is not in any file yet.
     *
     * @param privateKey the private key's file
     * @param publicKey one line without a newline
     */
    public record Made(String privateKey, String publicKey) {
        /** The public key, as a host would show it. */
        public HostKey hostKey() {
            String[] words = publicKey.split(" ", 2);
            return new HostKey(words[0], words[1]);
        }

        /** Leaves the private key out. */
        @Override
        public String toString() {
            return publicKey;
        }
    }

    /** Makes a new key pair and writes nothing. */
    public static Made made(SshKeyType type) {
        return switch (type) {
            case RSA -> rsa();
            case ED25519 -> ed25519();
            case ECDSA -> ecdsa();
        };
    }

    private static Made rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA_BITS);
            String text = PrivateKeys.writeRsa(generator.generateKeyPair().getPrivate());
            KeyPair pair = KeyPair.load(new JSch(), text.getBytes(StandardCharsets.US_ASCII), null);
            return new Made(text, publicKey(pair));
        } catch (NoSuchAlgorithmException | JSchException e) {
            throw new IllegalStateException("every Java has RSA", e);
        }
    }

    private static Made ed25519() {
        try {
            KeyPair pair = KeyPair.genKeyPair(new JSch(), KeyPair.ED25519);
            pair.setPublicKeyComment("");
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            pair.writeOpenSSHv1PrivateKey(text, null);
            return new Made(text.toString(StandardCharsets.US_ASCII), publicKey(pair));
        } catch (JSchException e) {
            throw new IllegalStateException("every Java has Ed25519", e);
        }
    }

    private static Made ecdsa() {
        try {
            KeyPair pair = KeyPair.genKeyPair(new JSch(), KeyPair.ECDSA, ECDSA_BITS);
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            pair.writePrivateKey(text);
            return new Made(text.toString(StandardCharsets.US_ASCII), publicKey(pair));
        } catch (JSchException e) {
            throw new IllegalStateException("every Java has the curve nistp256", e);
        }
    }

    private static String publicKey(KeyPair pair) {
        return pair.getKeyTypeString() + " " + Base64.getEncoder().encodeToString(pair.getPublicKeyBlob());
    }

    /** Where there can be no links there is none: only who names the file himself misses it. */
    private static void link(Path link, String file) {
        try {
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, Path.of(file));
        } catch (IOException | UnsupportedOperationException e) {
            // The key itself is in place.
        }
    }
}
