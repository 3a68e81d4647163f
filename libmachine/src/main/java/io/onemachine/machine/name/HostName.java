package io.onemachine.machine.name;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/**
 * Derives the name of a machine's host from the machine's name. A machine may be called what no Linux host can be, such as {@code
 * a..b}, or a name of more than 64 characters as CI runners make them.
 *
 * <p>A name that is a host name of RFC 1123 and that Linux takes stays as it is. Any other becomes a single label: its letters and
 * digits, everything else a dash, shortened, and a hash of the whole name at the end, so that two machines do not get the same.
 */
public final class HostName {
    /** Linux: HOST_NAME_MAX. */
    private static final int LONGEST = 64;

    /** RFC 1123, 2.1, and RFC 1035, 2.3.4. */
    private static final int LONGEST_LABEL = 63;

    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern VALID = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
    private static final Pattern INVALID_PART = Pattern.compile("[^A-Za-z0-9]+");

    /** Of the hash: 60 bits. */
    private static final int HASH_CHARACTERS = 12;

    private static final String HASH_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int BITS_PER_CHARACTER = 5;

    private HostName() {}

    /** Whether a host can have the name as it is. */
    public static boolean isValid(String name) {
        return name.length() <= LONGEST && VALID.matcher(name).matches();
    }

    /** Returns the name of the host of a machine; always the same for the same machine. */
    public static String of(String machine) {
        return isValid(machine) ? machine : shortened(machine, LONGEST_LABEL);
    }

    /** Returns a label of at most that many characters that names the machine. */
    private static String shortened(String machine, int limit) {
        String readable = INVALID_PART.matcher(machine).replaceAll("-");
        String hash = hash(machine);
        String start = trimmed(readable.substring(0, Math.min(readable.length(), limit - hash.length() - 1)));
        return start.isEmpty() ? hash : start + "-" + hash;
    }

    private static String trimmed(String text) {
        int begin = text.startsWith("-") ? 1 : 0;
        int end = text.endsWith("-") ? text.length() - 1 : text.length();
        return begin < end ? text.substring(begin, end) : "";
    }

    private static String hash(String text) {
        byte[] digest = sha256(text.getBytes(StandardCharsets.UTF_8));
        long bits = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            bits = (bits << Byte.SIZE) | (digest[i] & 0xff);
        }
        StringBuilder hash = new StringBuilder();
        for (int i = 0; i < HASH_CHARACTERS; i++) {
            hash.append(HASH_ALPHABET.charAt((int) (bits >>> (i * BITS_PER_CHARACTER)) & (HASH_ALPHABET.length() - 1)));
        }
        return hash.toString();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
