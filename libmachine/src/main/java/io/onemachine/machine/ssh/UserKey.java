package io.onemachine.machine.ssh;

import io.onemachine.machine.certificate.Pem;
import io.onemachine.machine.error.CertificateException;
import io.onemachine.machine.error.SshException;
import io.onemachine.machine.file.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An SSH key supplied by the user. It is checked before it is used, so that an invalid key is reported here and not by a
 * failed login.
 *
 * @param file the private key's file
 * @param encrypted whether it needs a passphrase
 */
public record UserKey(Path file, boolean encrypted) {
    private static final long LARGEST = 1 << 20;
    private static final Pattern PUBLIC = Pattern.compile("(ssh|ecdsa|sk-ssh|sk-ecdsa)-\\S+ .*", Pattern.DOTALL);
    private static final byte[] OPENSSH_MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);

    /** Names that a machine's folder uses itself; the Go program lets a key of such a name be overwritten. */
    private static final Set<String> TAKEN =
            Set.of("config.json", "ca.pem", "cert.pem", "key.pem", "server.pem", "server-key.pem");

    /**
     * Reads and checks a key.
     *
     * @throws SshException when the file cannot be read or has no private key
     */
    public static UserKey read(Path file) {
        String text = text(file);
        if (PUBLIC.matcher(text.stripLeading()).matches()) {
            throw publicKey(file);
        }
        if (text.startsWith("PuTTY-User-Key-File")) {
            throw new SshException(
                    "The SSH key " + file + " is in PuTTY's format",
                    "Convert it: puttygen KEY -O private-openssh -o NEWKEY",
                    null);
        }
        try {
            for (Pem.Block block : Pem.decode(text, file.toString())) {
                if (block.type().endsWith("PUBLIC KEY")) {
                    throw publicKey(file);
                }
                if (block.type().endsWith("PRIVATE KEY")) {
                    return new UserKey(file, isEncrypted(file, block));
                }
            }
        } catch (CertificateException e) {
            throw new SshException("The SSH key cannot be used: " + e.getMessage(), e);
        }
        throw new SshException("There is no SSH private key in " + file);
    }

    /**
     * Copies the key, and the public key beside it where there is one, so that the machine keeps working when the user's file
     * is moved.
     *
     * @return the copy of the private key, mode 0600
     */
    public Path copyTo(Path folder) {
        String name = String.valueOf(file.getFileName());
        Path copy = folder.resolve(TAKEN.contains(name) ? "ssh-" + name : name);
        PrivateFiles.writeSecret(copy, text(file));
        Path publicKey = file.resolveSibling(name + ".pub");
        if (Files.isRegularFile(publicKey)) {
            PrivateFiles.writeSecret(copy.resolveSibling(copy.getFileName() + ".pub"), text(publicKey));
        }
        return copy;
    }

    private static boolean isEncrypted(Path file, Pem.Block block) {
        return block.encrypted()
                || block.type().startsWith("ENCRYPTED ")
                || (block.type().equals("OPENSSH PRIVATE KEY")
                        && !opensshCipher(file, block.content()).equals("none"));
    }

    /** Returns the first field of OpenSSH's own format: the cipher, {@code none} for a key that is not encrypted. */
    private static String opensshCipher(Path file, byte[] content) {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        byte[] magic = new byte[OPENSSH_MAGIC.length];
        if (buffer.remaining() < magic.length + Integer.BYTES) {
            throw new CertificateException(file + " is cut off");
        }
        buffer.get(magic);
        int length = buffer.getInt();
        if (!Arrays.equals(magic, OPENSSH_MAGIC) || length < 0 || length > buffer.remaining()) {
            throw new CertificateException(file + " is damaged");
        }
        return new String(content, buffer.position(), length, StandardCharsets.US_ASCII);
    }

    /**
     * Verifies that the file exists and that this user can read it, whatever its content.
     *
     * @throws SshException when not
     */
    static void requireReadable(Path file) {
        requireNoFolder(file);
        try (InputStream opened = Files.newInputStream(file)) {
            opened.read();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static void requireNoFolder(Path file) {
        if (Files.isDirectory(file)) {
            throw new SshException("The SSH key " + file + " is a folder, not a file");
        }
    }

    private static String text(Path file) {
        requireNoFolder(file);
        try {
            if (Files.size(file) > LARGEST) {
                throw new SshException("The file " + file + " is too large to be an SSH key");
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static SshException unreadable(Path file, IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> new SshException("SSH key does not exist: \"" + file + "\"", e);
            case AccessDeniedException denied ->
                new SshException("The SSH key " + file + " cannot be read: permission denied", e);
            default -> new SshException("The SSH key " + file + " cannot be read: " + e.getMessage(), e);
        };
    }

    private static SshException publicKey(Path file) {
        return new SshException(
                file + " holds a public key where the private one is asked for",
                "The private key is in the file of the same name without .pub.",
                null);
    }
}
