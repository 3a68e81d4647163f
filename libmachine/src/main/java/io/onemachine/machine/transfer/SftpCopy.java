package io.onemachine.machine.transfer;

import io.onemachine.machine.ssh.FileTree;
import io.onemachine.machine.ssh.SshTarget;
import io.onemachine.machine.ssh.builtin.BuiltInSshClient;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Copies over SFTP with the built-in SSH client; between two hosts through this computer, which stores nothing. */
public final class SftpCopy {
    private final Function<SshTarget, BuiltInSshClient> clients;

    /** @param clients creates a client for a host, not connected yet */
    public SftpCopy(Function<SshTarget, BuiltInSshClient> clients) {
        this.clients = clients;
    }

    /**
     * Copies files.
     *
     * @throws io.onemachine.machine.error.CopyException lists everything that could not be copied; the rest was
     * @throws io.onemachine.machine.error.SshUnavailableException with the reason why a host cannot be reached
     */
    public void copy(CopyLocation source, CopyLocation destination, boolean recursive) {
        try (OpenEnd from = open(source);
                OpenEnd to = open(destination)) {
            new RecursiveCopy(from.files, to.files, recursive, host(source).equals(host(destination)))
                    .copy(source.path(), destination.path());
        }
    }

    private OpenEnd open(CopyLocation end) {
        return switch (end) {
            case CopyLocation.Local local -> new OpenEnd(new LocalFiles(), null);
            case CopyLocation.Remote remote -> {
                BuiltInSshClient client = clients.apply(remote.target());
                try {
                    yield new OpenEnd(client.files(), client);
                } catch (RuntimeException e) {
                    client.close();
                    throw e;
                }
            }
        };
    }

    /** Returns the host, whatever the user; empty for this computer. */
    private static Optional<String> host(CopyLocation end) {
        return switch (end) {
            case CopyLocation.Local local -> Optional.empty();
            case CopyLocation.Remote remote -> Optional.of(remote.target().endpoint());
        };
    }

    /** A file tree and the connection it uses. */
    private record OpenEnd(FileTree files, @Nullable BuiltInSshClient client) implements AutoCloseable {
        @Override
        public void close() {
            files.close();
            if (client != null) {
                client.close();
            }
        }
    }
}
