package io.onemachine.devcloud.stub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;

/** The keys that may log in: those of the context, and every key in the start script, whose purpose is to install keys. */
final class AuthorizedKeys {

    private static final Pattern KEY =
            Pattern.compile("(?:ssh-(?:rsa|ed25519)|ecdsa-sha2-nistp\\d{3}) [A-Za-z0-9+/]+=*");

    private final List<Entry> entries;

    /**
     * @param user the user to log in as; empty for any
     */
    private record Entry(String user, PublicKey key) {}

    private AuthorizedKeys(List<Entry> entries) {
        this.entries = entries;
    }

    static AuthorizedKeys of(Map<String, String> context) {
        List<Entry> entries = new ArrayList<>();
        String user = context.getOrDefault("USERNAME", "");
        String own = context.getOrDefault("SSH_PUBLIC_KEY", "");
        add(entries, "root", own);
        if (!user.isEmpty()) {
            add(entries, user, own);
        }
        add(
                entries,
                context.getOrDefault("DOCKER_SSH_USER", "docker"),
                context.getOrDefault("DOCKER_SSH_PUBLIC_KEY", ""));
        add(entries, "", context.getOrDefault("START_SCRIPT", ""));
        add(entries, "", decode(context.getOrDefault("START_SCRIPT_BASE64", "")));
        return new AuthorizedKeys(entries);
    }

    boolean admit(String user, PublicKey key) {
        return entries.stream()
                .anyMatch(entry -> (entry.user().isEmpty() || entry.user().equals(user))
                        && KeyUtils.compareKeys(entry.key(), key));
    }

    private static void add(List<Entry> entries, String user, String text) {
        Matcher matcher = KEY.matcher(text);
        while (matcher.find()) {
            parse(matcher.group()).ifPresent(key -> entries.add(new Entry(user, key)));
        }
    }

    /** Parses a key; empty for any other text, because sshd also skips lines it does not understand. */
    private static Optional<PublicKey> parse(String line) {
        try {
            return Optional.ofNullable(AuthorizedKeyEntry.parseAuthorizedKeyEntry(line)
                    .resolvePublicKey(null, PublicKeyEntryResolver.IGNORING));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String decode(String base64) {
        try {
            return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
