package io.onemachine.machine.ssh.openssh;

import io.onemachine.machine.ssh.SshTarget;
import io.onemachine.machine.ssh.hostkey.HostKeyCheck;
import io.onemachine.machine.ssh.hostkey.KnownHosts;

import io.onemachine.machine.process.CommandRunner;
import io.onemachine.machine.file.PrivateFiles;
import io.onemachine.machine.file.TemporaryFolders;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What programs that run {@code ssh} are given to check hosts' keys with: a copy of what is known, for the time that they need to
 * log in. A configuration of the user's may have {@code ssh} write into the file, and two hosts have a file each, of which a
 * program takes one.
 */
public final class KnownHostsExport implements AutoCloseable {
    private static final int SSH_PORT = 22;

    private final @Nullable Path folder;
    private final List<String> options;

    private KnownHostsExport(@Nullable Path folder, List<String> options) {
        this.folder = folder;
        this.options = List.copyOf(options);
    }

    /** Returns whether one program can check them all: not where one is not to be, nor where two say different things of one address. */
    public static boolean fit(Collection<SshTarget> targets) {
        long checks = targets.stream().map(SshTarget::hostKey).distinct().count();
        long addresses =
                targets.stream().map(KnownHostsExport::address).distinct().count();
        boolean off = targets.stream().map(SshTarget::hostKey).anyMatch(HostKeyCheck.Off.class::isInstance);
        return checks <= 1 || (!off && addresses == targets.size());
    }

    /**
     * Makes the copy. A host whose key is still to be learned is logged in to for that first.
     *
     * @param targets ones that {@link #fit}
     * @param sshConfig a file as ssh_config(5) describes it, which the programs will use too
     * @throws io.onemachine.machine.error.SshUnavailableException saying why that did not work
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
        Path folder = TemporaryFolders.make();
        KnownHosts copy = KnownHosts.in(folder);
        PrivateFiles.writeSecret(copy.file(), lines);
        return new KnownHostsExport(folder, HostKeyOptions.strict(copy.file()));
    }

    /** {@code NAME=value}, to follow {@code -o}. */
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

    /** As a known_hosts file names it. */
    private static String address(SshTarget target) {
        return target.port() == SSH_PORT ? target.host() : "[" + target.host() + "]:" + target.port();
    }
}
