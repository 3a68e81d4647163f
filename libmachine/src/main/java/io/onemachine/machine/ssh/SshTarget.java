package io.onemachine.machine.ssh;

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
    /** Host and port for messages. */
    public String endpoint() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** User, host and port for messages; without a user where the user's own configuration names one. */
    public String login() {
        return user.isEmpty() ? endpoint() : user + "@" + endpoint();
    }

    /** The same host for another login name. */
    public SshTarget as(String otherUser) {
        return new SshTarget(host, port, otherUser, keyFile, hostKey);
    }

    /** The same host, made sure of otherwise. */
    public SshTarget checkedBy(HostKeyCheck otherCheck) {
        return new SshTarget(host, port, user, keyFile, otherCheck);
    }
}
