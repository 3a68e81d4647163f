package io.onemachine.machine.host;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An existing host that becomes a machine's.
 *
 * @param id its id in the cloud
 * @param sshUser the user to log in as; empty for the driver's default
 * @param sshPort the port of its SSH server; empty for 22
 * @param sshKey the private key to log in with, which is copied; empty for the keys that the SSH client finds
 */
public record HostToAdopt(String id, String sshUser, OptionalInt sshPort, Optional<Path> sshKey) {}
