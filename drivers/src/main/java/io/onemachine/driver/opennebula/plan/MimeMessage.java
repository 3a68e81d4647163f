package io.onemachine.driver.opennebula.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** A MIME message of several parts, as cloud-init reads user data. Texts here hold one byte in each character. */
final class MimeMessage {

    private static final int LINE = 76;
    private static final String ENDING = "\n";

    private MimeMessage() {}

    /**
     * A part.
     *
     * @param headers lines with their ends, without the encoding; empty for a whole MIME message with headers of its own
     * @param content the content, or that message
     * @param literal whether OpenNebula must not replace variables in it
     */
    record Part(String headers, String content, boolean literal) {
        static Part of(String type, String name, String content) {
            return new Part(
                    "Content-Type: " + type + "\nContent-Disposition: attachment; filename=\"" + name + "\"\n",
                    content,
                    true);
        }

        /** Returns a part whose type cloud-init finds out by its content, as it does with user data that is no MIME message. */
        static Part ofAnyType(String content) {
            return new Part("Content-Type: text/plain\n", content, false);
        }

        static Part nested(String message) {
            return new Part("", message, false);
        }

        private String text(boolean withVariables) {
            if (headers.isEmpty()) {
                return content;
            }
            if (isPlain(content) && !(withVariables && literal && content.contains("$"))) {
                return headers + "\n" + content;
            }
            byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
            return headers + "Content-Transfer-Encoding: base64\n\n"
                    + Base64.getMimeEncoder(LINE, ENDING.getBytes(StandardCharsets.US_ASCII))
                            .encodeToString(bytes);
        }
    }

    /** Returns whether cloud-init gets the same bytes without an encoding. */
    static boolean isPlain(String content) {
        return content.chars().allMatch(c -> (c >= ' ' && c <= '~') || c == '\n' || c == '\t');
    }

    /** @param withVariables whether OpenNebula replaces variables in the message */
    static String text(List<Part> parts, boolean withVariables) {
        List<String> texts =
                parts.stream().map(part -> part.text(withVariables)).toList();
        String boundary = boundary(String.join("\n", texts));
        StringBuilder message =
                new StringBuilder("Content-Type: multipart/mixed; boundary=" + boundary + "\nMIME-Version: 1.0\n\n");
        texts.forEach(text ->
                message.append("--").append(boundary).append('\n').append(text).append('\n'));
        return message.append("--").append(boundary).append("--\n").toString();
    }

    /** Returns a boundary that is in none of the parts; the same parts have the same. */
    private static String boundary(String content) {
        for (int attempt = 0; ; attempt++) {
            String candidate = "docker-machine-" + digest(attempt + content);
            if (!content.contains(candidate)) {
                return candidate;
            }
        }
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.ISO_8859_1));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
