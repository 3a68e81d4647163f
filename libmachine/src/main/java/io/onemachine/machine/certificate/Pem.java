package io.onemachine.machine.certificate;

import io.onemachine.machine.error.CertificateException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The PEM text form: Base64 in lines of 64 characters between BEGIN and END. */
public final class Pem {
    /** The type of a certificate's block. */
    public static final String CERTIFICATE = "CERTIFICATE";

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    private static final Base64.Encoder ENCODER = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private Pem() {}

    /** One block of a PEM text. */
    public static final class Block {
        private final String type;
        private final boolean encrypted;
        private final byte[] content;

        private Block(String type, boolean encrypted, byte[] content) {
            this.type = type;
            this.encrypted = encrypted;
            this.content = content;
        }

        /** Returns the label after BEGIN, such as {@code CERTIFICATE}. */
        public String type() {
            return type;
        }

        /** Returns whether headers say that the content is encrypted with a passphrase. */
        public boolean encrypted() {
            return encrypted;
        }

        /** Returns a copy of the bytes. */
        public byte[] content() {
            return content.clone();
        }
    }

    /** Writes one block, with a newline at the end. */
    public static String encode(String type, byte[] content) {
        return BEGIN + type + DASHES + "\n" + ENCODER.encodeToString(content) + "\n" + END + type + DASHES + "\n";
    }

    /**
     * Reads all blocks; text between them is skipped.
     *
     * @param name the text's name in messages, such as a file's path
     * @throws CertificateException when a block has no end or is not Base64
     */
    public static List<Block> decode(String text, String name) {
        List<Block> blocks = new ArrayList<>();
        List<String> lines = text.lines().map(String::strip).toList();
        int i = 0;
        while (i < lines.size()) {
            String line = lines.get(i++);
            if (line.startsWith(BEGIN) && line.endsWith(DASHES) && line.length() > BEGIN.length() + DASHES.length()) {
                String type = line.substring(BEGIN.length(), line.length() - DASHES.length());
                int end = lines.subList(i, lines.size()).indexOf(END + type + DASHES);
                if (end < 0) {
                    throw new CertificateException(name + " is cut off: " + type + " has no end");
                }
                blocks.add(block(type, lines.subList(i, i + end), name));
                i += end + 1;
            }
        }
        return blocks;
    }

    private static Block block(String type, List<String> lines, String name) {
        boolean encrypted =
                lines.stream().anyMatch(line -> line.startsWith("Proc-Type:") && line.contains("ENCRYPTED"));
        String base64 = String.join(
                "", lines.stream().filter(line -> !line.contains(":")).toList());
        try {
            return new Block(type, encrypted, Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new CertificateException(name + " is damaged: " + type + " is not Base64", e);
        }
    }
}
