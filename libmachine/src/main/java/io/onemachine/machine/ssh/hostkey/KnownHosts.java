package io.onemachine.machine.ssh.hostkey;

import io.onemachine.machine.error.SshException;
import io.onemachine.machine.file.PrivateFiles;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The file of a machine's pinned host keys, in OpenSSH's format. It is about one host only, so every line is for any address:
 * {@code * ssh-ed25519 AAAA…}. Only this program writes it: {@code ssh} writes new keys into a temporary file.
 *
 * @param file has mode 0600; missing while no key is pinned
 */
public record KnownHosts(Path file) {
    /** The file's name in a machine's folder. */
    private static final String NAME = "known_hosts";

    private static final long LARGEST = 1 << 20;
    public static final String ANY_HOST = "*";
    private static final Pattern LINE = Pattern.compile("(\\S+)[ \\t]+(\\S+)[ \\t]+(\\S+)([ \\t].*)?");

    /** Returns the file in a machine's folder, or in a folder that stands in for it. */
    public static KnownHosts in(Path folder) {
        return new KnownHosts(folder.resolve(NAME));
    }

    /**
     * Returns the pinned keys, any of which the host may show; none when there is no file.
     *
     * @throws SshException naming the file, and the line, when it exists and cannot be used. Ignoring it would mean trusting
     *     any host
     */
    public List<HostKey> keys() {
        String text;
        try {
            if (Files.size(file) > LARGEST) {
                throw damaged("it is too large", null);
            }
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (AccessDeniedException e) {
            throw damaged("permission denied", e);
        } catch (CharacterCodingException e) {
            throw damaged("it is not a text", e);
        } catch (IOException e) {
            throw damaged(Files.isDirectory(file) ? "it is a folder" : String.valueOf(e.getMessage()), e);
        }
        List<HostKey> keys = parsed(text);
        if (keys.isEmpty()) {
            throw damaged("there is no key in it", null);
        }
        return keys;
    }

    /**
     * Pins the key of a host that was seen for the first time.
     *
     * @return the keys that are pinned now: not this one when another process was faster with another
     */
    public List<HostKey> learn(HostKey seen) {
        return PrivateFiles.writeNewSecret(file, text(seen)) ? List.of(seen) : keys();
    }

    /** Pins a key and drops all others. */
    public void put(HostKey key) {
        PrivateFiles.writeSecret(file, text(key));
    }

    private static String text(HostKey key) {
        return line(ANY_HOST, key) + "\n";
    }

    /** Returns a line of such a file for one address. */
    public static String line(String host, HostKey key) {
        return host + " " + key.type() + " " + key.base64();
    }

    /** Returns the keys in a file that {@code ssh} wrote, for any host; none when it wrote none. */
    public static List<HostKey> written(Path file) {
        try {
            List<HostKey> keys = new ArrayList<>();
            for (String line : Files.readString(file).lines().toList()) {
                Matcher matcher = LINE.matcher(line);
                if (matcher.matches()) {
                    keys.add(new HostKey(matcher.group(2), matcher.group(3)));
                }
            }
            return keys;
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new SshException("Cannot read the host's key that ssh has written", e);
        }
    }

    private List<HostKey> parsed(String text) {
        List<HostKey> keys = new ArrayList<>();
        List<String> lines = text.lines().map(String::strip).toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isEmpty() || lines.get(i).startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(lines.get(i));
            if (!matcher.matches() || !matcher.group(1).equals(ANY_HOST)) {
                throw damaged("line " + (i + 1) + " is not of the form \"* TYPE KEY\"", null);
            }
            try {
                keys.add(new HostKey(matcher.group(2), matcher.group(3)));
            } catch (SshException e) {
                throw damaged("line " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return keys;
    }

    private SshException damaged(String how, @Nullable Throwable cause) {
        return new SshException(
                "The host's SSH key cannot be checked, as " + file + " cannot be used: " + how,
                "Put it back from a copy, or write into it \"* \" and the line of the host's /etc/ssh/ssh_host_ed25519_key.pub."
                        + " Without the file the next connection trusts any host that answers.",
                cause);
    }
}
