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
 * Files and folders that only their owner can read, from the first moment on, and that are there whole or not at all:
 * contents go to a temporary file that is flushed to the disk and then renamed.
 */
public final class PrivateFiles {
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> SECRET = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> PUBLIC = PosixFilePermissions.fromString("rw-r--r--");

    private static final String UNFINISHED = ".tmp";

    private PrivateFiles() {}

    /** Makes a folder and those above it that are missing, each with mode 0700; folders that are there stay as they are. */
    public static void createFolders(Path folder) {
        try {
            Files.createDirectories(folder, attribute(folder, FOLDER));
        } catch (IOException e) {
            throw failed("create folder", folder, e);
        }
    }

    /**
     * Makes one folder with mode 0700.
     *
     * @return whether it was made: false when something of that name was there
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

    /** Writes a file with mode 0600. */
    public static void writeSecret(Path file, String content) {
        write(file, content, SECRET);
    }

    /** Writes a copy of a text file, with mode 0600, in the place of what is there, a link for one. */
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
     * Writes a file with mode 0600 unless there is one of that name, whoever else does so at the same time.
     *
     * @return whether it was written
     */
    public static boolean writeNewSecret(Path file, String content) {
        Path own = file.resolveSibling(unfinishedName(file));
        try {
            write(own, content, SECRET);
            // A second name for it is given whole or not at all, and never in place of another.
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

    /** Where files have one name only: whoever reads it in this moment may find it empty, and says that it is damaged. */
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

    /** Writes a file with mode 0644, for certificates and other things that anybody may see. */
    public static void writePublic(Path file, String content) {
        write(file, content, PUBLIC);
    }

    /** Opens a file that gets mode 0600 when it is made; a symbolic link is an error. */
    public static FileChannel open(Path file, OpenOption... how) throws IOException {
        Set<OpenOption> options = new HashSet<>(List.of(how));
        options.add(LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(file, options, attribute(file, SECRET));
    }

    /** Whether this is what a write of a file of that name leaves when its process is killed. */
    public static boolean isUnfinished(Path path, String name) {
        String found = String.valueOf(path.getFileName());
        return found.startsWith(unfinishedPrefix(name))
                && found.endsWith(UNFINISHED)
                && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static String unfinishedName(Path file) {
        return unfinishedPrefix(String.valueOf(file.getFileName())) + uniqueText() + UNFINISHED;
    }

    /** A name's part that no other has; need not be hard to guess, and random numbers that are take long to come by at first. */
    public static String uniqueText() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private static String unfinishedPrefix(String name) {
        return "." + name + ".";
    }

    /** Removes a folder and everything in it, following no symbolic link; one that is not there is no error. */
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
            // Somebody else was faster.
        } catch (IOException e) {
            throw failed("remove", folder, e);
        }
    }

    /**
     * Writes to the end even when the thread is interrupted, and leaves it interrupted: an interrupt closes the channel under
     * the writer, and the last thing a command does before it gives way is to keep what would be lost.
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
            // The process's umask may have taken bits away at creation.
            setMode(temporary, mode);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            flushFolder(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            deleteQuietly(temporary);
            throw e;
        }
    }

    /** Makes the rename itself survive a power cut, where the system lets a folder be opened. */
    private static void flushFolder(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows cannot; the file's contents are safe all the same.
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
            // The error that led here is the one to tell.
        }
    }

    public static StoreException failed(String doing, Path path, IOException e) {
        return new StoreException("Cannot " + doing + " " + path + ": " + reason(e), OwnerHint.of(path, e), e);
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "Permission denied";
        }
        // A FileSystemException's message is mostly the path; others' is what the system said: no space left, a bad
        // disk.
        String known = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        return known == null ? e.getClass().getSimpleName() : known;
    }
}
