package io.onemachine.machine.ssh;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import io.onemachine.machine.certificate.PrivateKeys;
import io.onemachine.machine.error.StoreException;
import io.onemachine.machine.file.PrivateFiles;
import io.onemachine.machine.ssh.hostkey.HostKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A machine's own SSH key: {@code id_ed25519} and {@code id_ed25519.pub} in its folder, or named for another type. An RSA key is
 * in the Go program's format (2048 bits; PKCS#1), an ECDSA key in SEC 1 and an Ed25519 key in OpenSSH's; the Go program reads all of
 * them. The public key has no comment.
 *
 * <p>In docker-machine the file is {@code id_rsa}, and scripts use that name: a key of another type is stored under it too. Not as a
 * link: rancher-machine archives a machine's files by the sizes of links.
 *
 * @param privateKeyFile the private key's file, mode 0600
 * @param publicKey the public key as one line without a newline, for an {@code authorized_keys} file
 */
public record SshKeyPair(Path privateKeyFile, String publicKey) {
    private static final int RSA_BITS = 2048;
    private static final int ECDSA_BITS = 256;
    private static final String PUBLIC = ".pub";

    /** Generates a key pair and writes both files into a folder, replacing existing ones. */
    public static SshKeyPair createIn(Path folder, SshKeyType type) {
        Generated generated = generate(type);
        Path privateKeyFile = folder.resolve(type.fileName());
        PrivateFiles.writeSecret(privateKeyFile, generated.privateKey());
        PrivateFiles.writeSecret(folder.resolve(type.fileName() + PUBLIC), generated.publicKey() + "\n");
        if (type != SshKeyType.RSA) {
            PrivateFiles.writeSecret(folder.resolve(SshKeyType.RSA.fileName()), generated.privateKey());
            PrivateFiles.writeSecret(folder.resolve(SshKeyType.RSA.fileName() + PUBLIC), generated.publicKey() + "\n");
        }
        return new SshKeyPair(privateKeyFile, generated.publicKey());
    }

    /**
     * A generated key pair that is not in a file yet.
     *
     * @param privateKey the content of the private key's file
     * @param publicKey one line without a newline
     */
    public record Generated(String privateKey, String publicKey) {
        /** Returns the public key as a host key. */
        public HostKey hostKey() {
            String[] words = publicKey.split(" ", 2);
            return new HostKey(words[0], words[1]);
        }

        /** Returns a text without the private key. */
        @Override
        public String toString() {
            return publicKey;
        }
    }

    /** Generates a key pair without writing it. */
    public static Generated generate(SshKeyType type) {
        return switch (type) {
            case RSA -> rsa();
            case ED25519 -> ed25519();
            case ECDSA -> ecdsa();
        };
    }

    private static Generated rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA_BITS);
            String text = PrivateKeys.writeRsa(generator.generateKeyPair().getPrivate());
            KeyPair pair = KeyPair.load(new JSch(), text.getBytes(StandardCharsets.US_ASCII), null);
            return new Generated(text, publicKey(pair));
        } catch (NoSuchAlgorithmException | JSchException e) {
            throw new IllegalStateException("every Java has RSA", e);
        }
    }

    private static Generated ed25519() {
        try {
            KeyPair pair = KeyPair.genKeyPair(new JSch(), KeyPair.ED25519);
            pair.setPublicKeyComment("");
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            pair.writeOpenSSHv1PrivateKey(text, null);
            return new Generated(text.toString(StandardCharsets.US_ASCII), publicKey(pair));
        } catch (JSchException e) {
            throw new IllegalStateException("every Java has Ed25519", e);
        }
    }

    private static Generated ecdsa() {
        try {
            KeyPair pair = KeyPair.genKeyPair(new JSch(), KeyPair.ECDSA, ECDSA_BITS);
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            pair.writePrivateKey(text);
            return new Generated(text.toString(StandardCharsets.US_ASCII), publicKey(pair));
        } catch (JSchException e) {
            throw new IllegalStateException("every Java has the curve nistp256", e);
        }
    }

    private static String publicKey(KeyPair pair) {
        return pair.getKeyTypeString() + " " + Base64.getEncoder().encodeToString(pair.getPublicKeyBlob());
    }

    /**
     * Replaces links of earlier versions by copies of the key they point at; other links stay. Where that fails, the link still works for
     * everything but archives, and the next call tries again.
     */
    public static void replaceLinks(Path folder) {
        for (String ending : List.of("", PUBLIC)) {
            Path link = folder.resolve(SshKeyType.RSA.fileName() + ending);
            for (SshKeyType type : List.of(SshKeyType.ED25519, SshKeyType.ECDSA)) {
                Path key = folder.resolve(type.fileName() + ending);
                if (isLink(link, key.getFileName()) && Files.isRegularFile(key, LinkOption.NOFOLLOW_LINKS)) {
                    replace(link, key);
                }
            }
        }
    }

    private static void replace(Path link, Path key) {
        try {
            PrivateFiles.copySecret(key, link);
        } catch (StoreException e) {
            // The link stays, see above.
        }
    }

    private static boolean isLink(Path link, @Nullable Path target) {
        try {
            return Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(target);
        } catch (IOException e) {
            return false; // it has just been removed
        }
    }
}
