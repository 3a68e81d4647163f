package io.onemachine.machine.ssh;

import io.onemachine.machine.ssh.hostkey.HostKeyCheck;

import io.onemachine.machine.error.SshException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where to log in.
 *
 * @param host name or address; an IPv6 address without brackets
 * @param port TCP port
 * @param user login name
 * @param keyFile the private key; without one the user's own keys and agent are used
 * @param hostKey how it is made sure that it is the host
 */
public record SshTarget(String host, int port, String user, Optional<Path> keyFile, HostKeyCheck hostKey) {
    /** @throws SshException when host or user could be taken for something else by the programs that get them: an option, two words */
    public SshTarget {
        requireWord("host", host);
        requireWord("user", user);
    }

    private static void requireWord(String what, String word) {
        boolean odd = word.startsWith("-") || word.chars().anyMatch(c -> c <= ' ' || c == 0x7f);
        if (odd) {
            throw new SshException("\"" + word.replaceAll("\\p{Cntrl}", "?") + "\" is no " + what + " to log in "
                    + (what.equals("user") ? "as" : "to") + ": it begins with a dash, or has blanks in it");
        }
    }

    /** Host and port for messages. */
    public String endpoint() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** User, host and port for messages; without a user where the user's own configuration names one. */
    public String login() {
        return user.isEmpty() ? endpoint() : user + "@" + endpoint();
    }

    /** Returns the same host for another login name. */
    public SshTarget as(String otherUser) {
        return new SshTarget(host, port, otherUser, keyFile, hostKey);
    }

    /** Returns the same host, made sure of otherwise. */
    public SshTarget checkedBy(HostKeyCheck otherCheck) {
        return new SshTarget(host, port, user, keyFile, otherCheck);
    }
}
