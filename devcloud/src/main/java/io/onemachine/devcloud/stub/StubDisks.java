package io.onemachine.devcloud.stub;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.sshd.common.file.FileSystemFactory;
import org.apache.sshd.common.file.root.RootedFileSystemProvider;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;

/**
 * The disks of simulated hosts for file transfers over SFTP by {@code scp}: the root of each is the folder of the host's
 * files, and relative paths start in the user's home folder.
 *
 * @param hostOf returns the host of a session; empty when it is off
 */
record StubDisks(Function<SessionContext, Optional<StubHost>> hostOf)
        implements FileSystemFactory, SftpFileSystemAccessor {

    @Override
    public Path getUserHomeDir(SessionContext session) throws IOException {
        StubHost host = hostOf.apply(session).orElseThrow(() -> new IOException("the host is off"));
        return Files.createDirectories(host.files().resolve(StubCommands.home(session.getUsername())));
    }

    @Override
    public FileSystem createFileSystem(SessionContext session) throws IOException {
        getUserHomeDir(session);
        StubHost host = hostOf.apply(session).orElseThrow(() -> new IOException("the host is off"));
        return new RootedFileSystemProvider().newFileSystem(host.files().resolve("/"), Map.of());
    }

    @Override
    public Path resolveLocalFilePath(SftpSubsystemProxy subsystem, Path directory, String path) throws IOException {
        Path home = directory.resolve(StubCommands.home(subsystem.getSession().getUsername()));
        return SftpFileSystemAccessor.super.resolveLocalFilePath(subsystem, home, path);
    }
}
