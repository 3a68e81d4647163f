package io.onemachine.machine.file;

import io.onemachine.machine.error.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Writes files and folders that only their owner can read, from the first moment on, and that exist completely or not at all:
 * contents go to a temporary file that is flushed to the disk and then renamed.
 */
public final class PrivateFiles {
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> SECRET = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> PUBLIC = PosixFilePermissions.fromString("rw-r--r--");

    private static final String UNFINISHED = ".tmp";

    private PrivateFiles() {}

    /** Creates a folder and its missing parents, each with mode 0700; existing folders stay as they are. */
    public static void createFolders(Path folder) {
        try {
            Files.createDirectories(folder, attribute(folder, FOLDER));
        } catch (IOException e) {
            throw failed("create folder", folder, e);
        }
    }

    /**
     * Creates one folder with mode 0700.
     *
     * @return whether it was created: false when the name was taken
     */
    public static boolean createFolder(Path folder) {
        try {
            Files.createDirectory(folder, attribute(folder, FOLDER));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw failed("create folder", folder, e);
        }
    }

    /**
     * Renames a file or folder within its folder, and flushes the new name to the disk.
     *
     * @throws FileAlreadyExistsException when there is something of the new name
     */
    public static void rename(Path from, Path to) throws IOException {
        Files.move(from, to);
        flushFolder(to.toAbsolutePath().getParent());
    }

    /** Replaces a file by another one of its folder, in one step, and flushes that to the disk. */
    public static void replace(Path file, Path by) throws IOException {
        Files.move(by, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        flushFolder(file.toAbsolutePath().getParent());
    }

    /** Writes a file with mode 0600. */
    public static void writeSecret(Path file, String content) {
        write(file, content, SECRET);
    }

    /** Writes a copy of a text file, with mode 0600; replaces what is there, a link included. */
    public static void copySecret(Path file, Path copy) {
        String content;
        try {
            content = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw failed("read", file, e);
        }
        writeSecret(copy, content);
    }

    /**
     * Writes a file with mode 0600 unless one of that name exists; safe against concurrent writers.
     *
     * @return whether it was written
     */
    public static boolean writeNewSecret(Path file, String content) {
        Path own = file.resolveSibling(unfinishedName(file));
        try {
            write(own, content, SECRET);
            // A hard link appears with all its content or not at all, and never replaces another file.
            Files.createLink(file, own);
            flushFolder(file.toAbsolutePath().getParent());
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException | UnsupportedOperationException e) {
            return createOrGiveWay(file, content);
        } finally {
            deleteQuietly(own);
        }
    }

    /** Creates the file where hard links are missing: a concurrent reader may find it empty and report it as damaged. */
    private static boolean createOrGiveWay(Path file, String content) {
        try (FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), attribute(file, SECRET))) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw failed("write", file, e);
        }
    }

    /** Writes a file with mode 0644, for certificates and other public content. */
    public static void writePublic(Path file, String content) {
        write(file, content, PUBLIC);
    }

    /** Opens a file that gets mode 0600 when it is created; a symbolic link is an error. */
    public static FileChannel open(Path file, OpenOption... how) throws IOException {
        Set<OpenOption> options = new HashSet<>(List.of(how));
        options.add(LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(file, options, attribute(file, SECRET));
    }

    /** Returns whether a path is left over from an unfinished write of a file of that name. */
    public static boolean isUnfinished(Path path, String name) {
        String found = String.valueOf(path.getFileName());
        return found.startsWith(unfinishedPrefix(name))
                && found.endsWith(UNFINISHED)
                && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static String unfinishedName(Path file) {
        return unfinishedPrefix(String.valueOf(file.getFileName())) + uniqueText() + UNFINISHED;
    }

    /** Returns a unique part of a name. Need not be unpredictable: secure random numbers are slow at first use. */
    public static String uniqueText() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private static String unfinishedPrefix(String name) {
        return "." + name + ".";
    }

    /** Removes a folder and everything in it, following no symbolic link; a missing folder is not an error. */
    public static void deleteFolder(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException e) {
            // Another process was faster.
        } catch (IOException e) {
            throw failed("remove", folder, e);
        }
    }

    /**
     * Writes completely even when the thread is interrupted, and leaves it interrupted: an interrupt closes the writer's channel,
     * and the last act of an interrupted command is to save what would be lost.
     */
    private static void write(Path file, String content, Set<PosixFilePermission> mode) {
        boolean interrupted = false;
        try {
            while (true) {
                interrupted |= Thread.interrupted();
                try {
                    writeOnce(file, content, mode);
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted = true;
                }
            }
        } catch (IOException e) {
            throw failed("write", file, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void writeOnce(Path file, String content, Set<PosixFilePermission> mode) throws IOException {
        Path temporary = file.resolveSibling(unfinishedName(file));
        try {
            try (FileChannel channel = FileChannel.open(
                    temporary,
                    Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                    attribute(file, mode))) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            // The process's umask may have removed permissions at creation.
            setMode(temporary, mode);
            replace(file, temporary);
        } catch (IOException e) {
            deleteQuietly(temporary);
            throw e;
        }
    }

    /** Flushes the rename itself to the disk, where the system can open a folder. */
    private static void flushFolder(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows cannot; the file's contents are flushed all the same.
        }
    }

    private static void setMode(Path file, Set<PosixFilePermission> mode) throws IOException {
        if (isPosix(file)) {
            Files.setPosixFilePermissions(file, mode);
        }
    }

    private static FileAttribute<?>[] attribute(Path path, Set<PosixFilePermission> mode) {
        return isPosix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The original error is the one to report.
        }
    }

    public static StoreException failed(String doing, Path path, IOException e) {
        return new StoreException("Cannot " + doing + " " + path + ": " + reason(e), OwnerHint.of(path, e), e);
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "Permission denied";
        }
        // A FileSystemException's message is mostly the path; that of others is the system's error: no space left, a
        // bad disk.
        String known = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        return known == null ? e.getClass().getSimpleName() : known;
    }
}
