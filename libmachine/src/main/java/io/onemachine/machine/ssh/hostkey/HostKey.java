package io.onemachine.machine.ssh.hostkey;

import io.onemachine.machine.error.SshException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/**
 * The public key by which a host identifies itself.
 *
 * @param type the type in SSH's words: {@code ssh-ed25519}, {@code ssh-rsa}, {@code ecdsa-sha2-nistp256}
 * @param base64 the key in SSH's wire format, in Base64
 */
public record HostKey(String type, String base64) {
    private static final int LONGEST = 1 << 16;

    /** @throws SshException when it is not a key of that type */
    public HostKey {
        byte[] blob = decoded(base64);
        if (!type.equals(typeIn(blob))) {
            throw new SshException("\"" + PrintableText.of(type) + "\" and the key after it do not match");
        }
    }

    /** Returns the key in SSH's wire format. */
    public static HostKey of(byte[] blob) {
        return new HostKey(typeIn(blob), Base64.getEncoder().encodeToString(blob));
    }

    /** Returns the fingerprint as {@code ssh-keygen -l} prints it: {@code SHA256:… (ED25519)}. */
    public String fingerprint() {
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(sha256(decoded(base64))) + " (" + label()
                + ")";
    }

    private String label() {
        if (type.startsWith("ecdsa-sha2-")) {
            return "ECDSA";
        }
        return type.replaceFirst("^ssh-", "").replaceFirst("@.*", "").toUpperCase(Locale.ROOT);
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new SshException("a key that is not Base64", e);
        }
    }

    /** Returns the type in a key, which is a sequence of length-prefixed fields; the first is the type. */
    private static String typeIn(byte[] blob) {
        ByteBuffer buffer = ByteBuffer.wrap(blob);
        String type = text(buffer);
        int fields = 0;
        while (buffer.hasRemaining()) {
            text(buffer);
            fields++;
        }
        if (fields == 0 || blob.length > LONGEST) {
            throw new SshException("a key that is cut off");
        }
        return type;
    }

    private static String text(ByteBuffer buffer) {
        int length = buffer.remaining() < Integer.BYTES ? -1 : buffer.getInt();
        if (length <= 0 || length > buffer.remaining()) {
            throw new SshException("a key that is cut off");
        }
        byte[] field = new byte[length];
        buffer.get(field);
        return new String(field, StandardCharsets.US_ASCII);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
