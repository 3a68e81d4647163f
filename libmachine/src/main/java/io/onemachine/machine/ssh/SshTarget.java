package io.onemachine.machine.ssh;

import io.onemachine.machine.error.SshException;
import io.onemachine.machine.ssh.hostkey.HostKeyCheck;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The destination of a login.
 *
 * @param host a name or address; an IPv6 address without brackets
 * @param port the TCP port
 * @param user the login name
 * @param keyFile the private key; without one, the user's own keys and agent are used
 * @param hostKey how the host's identity is checked
 */
public record SshTarget(String host, int port, String user, Optional<Path> keyFile, HostKeyCheck hostKey) {
    /** @throws SshException when programs could misread host or user, as an option or as two words */
    public SshTarget {
        requireWord("host", host);
        requireWord("user", user);
    }

    private static void requireWord(String what, String word) {
        boolean odd = word.startsWith("-") || word.chars().anyMatch(c -> c <= ' ' || c == 0x7f);
        if (odd) {
            throw new SshException("\"" + word.replaceAll("\\p{Cntrl}", "?") + "\" is not a " + what + " to log in "
                    + (what.equals("user") ? "as" : "to") + ": it begins with a dash, or has blanks in it");
        }
    }

    /** Returns host and port for messages. */
    public String endpoint() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** Returns user, host and port for messages; without a user where the user's own configuration names one. */
    public String login() {
        return user.isEmpty() ? endpoint() : user + "@" + endpoint();
    }

    /** Returns the same target for another login name. */
    public SshTarget as(String otherUser) {
        return new SshTarget(host, port, otherUser, keyFile, hostKey);
    }

    /** Returns the same target with another host key check. */
    public SshTarget checkedBy(HostKeyCheck otherCheck) {
        return new SshTarget(host, port, user, keyFile, otherCheck);
    }
}
