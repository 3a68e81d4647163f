package io.onemachine.machine.ssh.openssh;

import io.onemachine.machine.file.PrivateFiles;
import io.onemachine.machine.file.TemporaryFolders;
import io.onemachine.machine.process.CommandRunner;
import io.onemachine.machine.ssh.SshTarget;
import io.onemachine.machine.ssh.hostkey.HostKeyCheck;
import io.onemachine.machine.ssh.hostkey.KnownHosts;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A temporary copy of pinned host keys for programs that run {@code ssh}. It is a copy because the user's configuration may have {@code
 * ssh} write into the file, and because two hosts have a file each, of which a program takes only one.
 */
public final class KnownHostsExport implements AutoCloseable {
    private static final int SSH_PORT = 22;

    private final @Nullable Path folder;
    private final List<String> options;

    private KnownHostsExport(@Nullable Path folder, List<String> options) {
        this.folder = folder;
        this.options = List.copyOf(options);
    }

    /** Returns whether one program can check all hosts: not when only some are checked, nor when two disagree about one address. */
    public static boolean fit(Collection<SshTarget> targets) {
        long checks = targets.stream().map(SshTarget::hostKey).distinct().count();
        long addresses =
                targets.stream().map(KnownHostsExport::address).distinct().count();
        boolean off = targets.stream().map(SshTarget::hostKey).anyMatch(HostKeyCheck.Off.class::isInstance);
        return checks <= 1 || (!off && addresses == targets.size());
    }

    /**
     * Creates the copy. First logs in to hosts without a pinned key.
     *
     * @param targets targets that {@link #fit}
     * @param sshConfig a file in the format of ssh_config(5), which the programs use too
     * @throws io.onemachine.machine.error.SshUnavailableException with the reason why such a login fails
     */
    public static KnownHostsExport of(Collection<SshTarget> targets, CommandRunner commands, Optional<Path> sshConfig) {
        if (targets.stream().map(SshTarget::hostKey).anyMatch(HostKeyCheck.Off.class::isInstance)) {
            return new KnownHostsExport(null, HostKeyOptions.off());
        }
        for (SshTarget target : targets) {
            try (OpenSshClient client = new OpenSshClient(target, commands, sshConfig)) {
                client.learn();
            }
        }
        boolean several = targets.stream().map(SshTarget::hostKey).distinct().count() > 1;
        String lines = targets.stream()
                .flatMap(target -> lines(target, several ? address(target) : KnownHosts.ANY_HOST))
                .distinct()
                .collect(Collectors.joining());
        Path folder = TemporaryFolders.create();
        KnownHosts copy = KnownHosts.in(folder);
        PrivateFiles.writeSecret(copy.file(), lines);
        return new KnownHostsExport(folder, HostKeyOptions.strict(copy.file()));
    }

    /** Returns options {@code NAME=value}, to follow {@code -o}. */
    public List<String> options() {
        return options;
    }

    /** Removes the copy. */
    @Override
    public void close() {
        if (folder != null) {
            PrivateFiles.deleteFolder(folder);
        }
    }

    private static Stream<String> lines(SshTarget target, String host) {
        return target.hostKey().expected().stream().map(key -> KnownHosts.line(host, key) + "\n");
    }

    /** Returns the address in the format of a known_hosts file. */
    private static String address(SshTarget target) {
        return target.port() == SSH_PORT ? target.host() : "[" + target.host() + "]:" + target.port();
    }
}
