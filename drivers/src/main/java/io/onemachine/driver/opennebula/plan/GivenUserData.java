package io.onemachine.driver.opennebula.plan;

import io.onemachine.opennebula.template.Attribute.Vector;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The user data that a CONTEXT has from the template or from the options, seen as cloud-init's data source sees it. Parts can be added to
 * what cloud-init itself knows; anything else, such as Ignition's JSON, is meant for another program and stays as it is.
 */
final class GivenUserData {

    private enum Form {
        NONE,
        /** One part, whose type is known by its beginning. */
        TEXT,
        /** A MIME message with headers of its own. */
        MIME,
        OTHER
    }

    /** More would not fit: a program's environment, by which contextualization packages pass the CONTEXT on, has 128 KiB for a value. */
    private static final int MOST_CHARACTERS = 64 * 1024;

    /** Where cloud-init looks for {@code MIME-Version}. */
    private static final int MIME_BEGINNING = 4096;

    /** The beginnings that cloud-init knows (handlers/__init__.py), in lower case. */
    private static final List<String> BEGINNINGS =
            List.of("#!", "#cloud-config", "#cloud-boothook", "#include", "#part-handler", "## template: jinja");

    private static final Pattern HEADER = Pattern.compile("\\A[A-Za-z0-9-]+:");
    private static final Pattern BLANK_LINES = Pattern.compile("\\R\\s*\\R");
    private static final Pattern BASE64_LINES = Pattern.compile("[A-Za-z0-9+/=\\s]+");

    private final Form form;
    private final String content;
    private final boolean variables;

    /** @param content one byte in each character */
    private GivenUserData(Form form, String content, boolean variables) {
        this.form = form;
        this.content = content;
        this.variables = variables;
    }

    static GivenUserData of(Vector context) {
        String raw = context.value(UserData.KEY)
                .or(() -> context.value(UserData.OTHER_KEY))
                .orElse("");
        if (raw.isEmpty()) {
            return new GivenUserData(Form.NONE, "", false);
        }
        String encoding = context.value(UserData.OTHER_ENCODING)
                .or(() -> context.value(UserData.ENCODING))
                .orElse("");
        boolean variables = raw.contains("$");
        Optional<String> content = encoding.equals(UserData.BASE64)
                // What a variable will be is not known here.
                ? Optional.of(raw).filter(text -> !variables).flatMap(GivenUserData::decoded)
                : Optional.of(bytewise(raw.getBytes(StandardCharsets.UTF_8)));
        return content.map(text -> new GivenUserData(form(text, variables), text, variables))
                .orElseGet(() -> new GivenUserData(Form.OTHER, "", variables));
    }

    private static Optional<String> decoded(String raw) {
        try {
            return Optional.of(bytewise(Base64.getMimeDecoder().decode(raw)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String bytewise(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static Form form(String content, boolean variables) {
        // With variables it has to stay a plain text, in which cloud-init takes only ASCII for what it is.
        if (content.length() > MOST_CHARACTERS || (variables && !MimeMessage.isPlain(content))) {
            return Form.OTHER;
        }
        String beginning =
                content.substring(0, Math.min(content.length(), MIME_BEGINNING)).toLowerCase(Locale.ROOT);
        if (BEGINNINGS.stream().anyMatch(beginning.stripLeading()::startsWith)) {
            return Form.TEXT;
        }
        boolean mime =
                beginning.contains("mime-version:") && HEADER.matcher(content).lookingAt();
        return mime && isUtf8(content) ? Form.MIME : Form.OTHER;
    }

    private static boolean isUtf8(String content) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content.getBytes(StandardCharsets.ISO_8859_1)));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Returns whether parts can be added to it; to none at all they can. */
    boolean takesParts() {
        return form != Form.OTHER;
    }

    /** Returns whether it gives the host keys itself, which are not to be replaced then. */
    boolean givesHostKeys() {
        return mentions("ssh_keys");
    }

    /** Returns whether a word is in it, or in an encoded part of it. */
    boolean mentions(String word) {
        return content.contains(word)
                || (form == Form.MIME
                        && BLANK_LINES
                                .splitAsStream(content)
                                .filter(block -> BASE64_LINES.matcher(block).matches())
                                .map(GivenUserData::decoded)
                                .flatMap(Optional::stream)
                                .anyMatch(text -> text.contains(word)));
    }

    /** Returns whether OpenNebula replaces variables in it, as it does in a text that is not encoded. */
    boolean hasVariables() {
        return variables;
    }

    /** Returns it as a part of a MIME message; empty when there is none. */
    Optional<MimeMessage.Part> part() {
        return switch (form) {
            case NONE, OTHER -> Optional.empty();
            case TEXT -> Optional.of(MimeMessage.Part.ofAnyType(content));
            case MIME -> Optional.of(MimeMessage.Part.nested(content));
        };
    }
}
