package io.onemachine.machine.transfer;

import io.onemachine.machine.ssh.FileTree;
import io.onemachine.machine.ssh.NativeSshClient;
import io.onemachine.machine.ssh.SshTarget;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Copies without any program, over SFTP; between two hosts through this computer, which keeps nothing of it. */
public final class SftpCopy {
    private final Function<SshTarget, NativeSshClient> clients;

    /** @param clients makes a way to a host, not connected yet */
    public SftpCopy(Function<SshTarget, NativeSshClient> clients) {
        this.clients = clients;
    }

    /**
     * Copies.
     *
     * @throws io.onemachine.machine.error.CopyException with everything that could not be copied; the rest is
     * @throws io.onemachine.machine.error.SshUnavailableException saying why a host cannot be reached
     */
    public void copy(CopyEnd source, CopyEnd destination, boolean recursive) {
        try (OpenEnd from = open(source);
                OpenEnd to = open(destination)) {
            new TreeCopy(from.files, to.files, recursive, place(source).equals(place(destination)))
                    .copy(source.path(), destination.path());
        }
    }

    private OpenEnd open(CopyEnd end) {
        return switch (end) {
            case CopyEnd.Local local -> new OpenEnd(new LocalFiles(), null);
            case CopyEnd.Remote remote -> {
                NativeSshClient client = clients.apply(remote.target());
                try {
                    yield new OpenEnd(client.files(), client);
                } catch (RuntimeException e) {
                    client.close();
                    throw e;
                }
            }
        };
    }

    /** The host, whoever logs in there; empty for this computer. */
    private static Optional<String> place(CopyEnd end) {
        return switch (end) {
            case CopyEnd.Local local -> Optional.empty();
            case CopyEnd.Remote remote -> Optional.of(remote.target().endpoint());
        };
    }

    /** Files and the connection they are reached by. */
    private record OpenEnd(FileTree files, @Nullable NativeSshClient client) implements AutoCloseable {
        @Override
        public void close() {
            files.close();
            if (client != null) {
                client.close();
            }
        }
    }
}
