package io.onemachine.machine.name;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/**
 * Derives a host's name from its machine's name. A machine's name may be invalid for a Linux host, such as {@code a..b}, or a name of
 * more than 64 characters as CI runners create them.
 *
 * <p>A valid host name by RFC 1123 and Linux's limits stays as it is. Any other becomes a single label: its letters and digits, with
 * dashes for everything else, shortened, and with a hash of the whole name at the end, so that two machines do not get the same.
 */
public final class HostName {
    /** Linux: HOST_NAME_MAX. */
    private static final int LONGEST = 64;

    /** RFC 1123, 2.1, and RFC 1035, 2.3.4. */
    private static final int LONGEST_LABEL = 63;

    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern VALID = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
    private static final Pattern INVALID_PART = Pattern.compile("[^A-Za-z0-9]+");

    /** 60 bits of the hash. */
    private static final int HASH_CHARACTERS = 12;

    private static final String HASH_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int BITS_PER_CHARACTER = 5;

    private HostName() {}

    /** Returns whether the name is valid for a host as it is. */
    public static boolean isValid(String name) {
        return name.length() <= LONGEST && VALID.matcher(name).matches();
    }

    /** Returns the name of a machine's host; always the same for the same machine. */
    public static String of(String machine) {
        return isValid(machine) ? machine : shortened(machine, LONGEST_LABEL);
    }

    /** Returns a label of at most that many characters for the machine. */
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
