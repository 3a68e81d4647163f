package io.onemachine.machine.transfer;

import io.onemachine.machine.ssh.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The files of this computer. */
final class LocalFiles implements FileTree {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    /** Permissions by bit number. */
    private static final PosixFilePermission[] BY_BIT = {
        PosixFilePermission.OTHERS_EXECUTE,
        PosixFilePermission.OTHERS_WRITE,
        PosixFilePermission.OTHERS_READ,
        PosixFilePermission.GROUP_EXECUTE,
        PosixFilePermission.GROUP_WRITE,
        PosixFilePermission.GROUP_READ,
        PosixFilePermission.OWNER_EXECUTE,
        PosixFilePermission.OWNER_WRITE,
        PosixFilePermission.OWNER_READ
    };

    @Override
    public String describe(String path) {
        return path;
    }

    @Override
    public Optional<Facts> facts(String path) throws IOException {
        Path file = path(path);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Kind kind = Files.isDirectory(file) ? Kind.FOLDER : Files.isRegularFile(file) ? Kind.FILE : Kind.OTHER;
        return Optional.of(new Facts(kind, mode(file)));
    }

    @Override
    public String canonical(String path) throws IOException {
        return path(path).toRealPath().toString();
    }

    /** Returns the path itself: the calling shell has already expanded wildcards. */
    @Override
    public List<String> matching(String pattern) {
        return List.of(pattern);
    }

    @Override
    public List<String> list(String folder) throws IOException {
        try (Stream<Path> files = Files.list(path(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Override
    public String inside(String folder, String name) throws IOException {
        return path(folder).resolve(path(name)).toString();
    }

    @Override
    public String lastName(String path) throws IOException {
        Path last = path(path).getFileName();
        String name = last == null ? "" : last.toString();
        return name.equals(".") || name.equals("..") ? "" : name;
    }

    @Override
    public InputStream read(String file) throws IOException {
        return Files.newInputStream(path(file));
    }

    @Override
    public OutputStream write(String file, int mode) throws IOException {
        Set<OpenOption> options =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        return Channels.newOutputStream(Files.newByteChannel(path(file), options, permissions(mode)));
    }

    @Override
    public void createFolder(String folder, int mode) throws IOException {
        Files.createDirectory(path(folder), permissions(mode));
    }

    @Override
    public void close() {}

    private static Path path(String path) throws IOException {
        try {
            return Path.of(path.isEmpty() ? "." : path);
        } catch (InvalidPathException e) {
            throw new IOException(path + ": this computer cannot have such a name (" + e.getReason() + ")", e);
        }
    }

    private static int mode(Path file) throws IOException {
        if (!POSIX) {
            return 0644;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        int mode = 0;
        for (int bit = 0; bit < BY_BIT.length; bit++) {
            mode |= permissions.contains(BY_BIT[bit]) ? 1 << bit : 0;
        }
        return mode;
    }

    private static FileAttribute<?>[] permissions(int mode) {
        if (!POSIX) {
            return new FileAttribute<?>[0];
        }
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < BY_BIT.length; bit++) {
            if ((mode & 1 << bit) != 0) {
                permissions.add(BY_BIT[bit]);
            }
        }
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
    }
}
