package io.onemachine.machine.transfer;

import io.onemachine.machine.ssh.builtin.BuiltInSshClient;
import io.onemachine.machine.ssh.FileTree;
import io.onemachine.machine.ssh.SshTarget;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Copies without any program, over SFTP; between two hosts through this computer, which keeps nothing of it. */
public final class SftpCopy {
    private final Function<SshTarget, BuiltInSshClient> clients;

    /** @param clients makes a way to a host, not connected yet */
    public SftpCopy(Function<SshTarget, BuiltInSshClient> clients) {
        this.clients = clients;
    }

    /**
     * Copies.
     *
     * @throws io.onemachine.machine.error.CopyException with everything that could not be copied; the rest is
     * @throws io.onemachine.machine.error.SshUnavailableException saying why a host cannot be reached
     */
    public void copy(CopyLocation source, CopyLocation destination, boolean recursive) {
        try (OpenEnd from = open(source);
                OpenEnd to = open(destination)) {
            new RecursiveCopy(from.files, to.files, recursive, place(source).equals(place(destination)))
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

    /** The host, whoever logs in there; empty for this computer. */
    private static Optional<String> place(CopyLocation end) {
        return switch (end) {
            case CopyLocation.Local local -> Optional.empty();
            case CopyLocation.Remote remote -> Optional.of(remote.target().endpoint());
        };
    }

    /** Files and the connection they are reached by. */
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
