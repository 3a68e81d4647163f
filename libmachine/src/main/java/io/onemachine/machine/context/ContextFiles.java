package io.onemachine.machine.context;

import io.onemachine.machine.file.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Changes of files and folders, each of which happens completely or not at all. A listener is called before each one, so that a test
 * can stop there as a killed process does.
 */
final class ContextFiles {
    private static final Set<PosixFilePermission> OPEN = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> CLOSED = PosixFilePermissions.fromString("rwx------");

    private final Runnable beforeEachChange;

    ContextFiles(Runnable beforeEachChange) {
        this.beforeEachChange = beforeEachChange;
    }

    /** Creates a folder that everyone can read unless it exists; its parent exists. */
    void createOpenFolder(Path folder) throws IOException {
        createFolder(folder, OPEN);
    }

    /** Creates a folder that only the user can read unless it exists; its parent exists. */
    void createClosedFolder(Path folder) throws IOException {
        createFolder(folder, CLOSED);
    }

    private void createFolder(Path folder, Set<PosixFilePermission> mode) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        beforeEachChange.run();
        if (PrivateFiles.createFolder(folder) && isPosix(folder)) {
            Files.setPosixFilePermissions(folder, mode);
        }
    }

    /** Writes a file with mode 0644. */
    void writeOpen(Path file, String content) {
        beforeEachChange.run();
        PrivateFiles.writePublic(file, content);
    }

    /** Writes a file with mode 0600. */
    void writeClosed(Path file, String content) {
        beforeEachChange.run();
        PrivateFiles.writeSecret(file, content);
    }

    /** Renames a file or folder; a file of the new name is replaced. */
    void move(Path from, Path to) throws IOException {
        beforeEachChange.run();
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Renames a file or folder unless it is missing. */
    void moveIfPresent(Path from, Path to) throws IOException {
        if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
            try {
                move(from, to);
            } catch (NoSuchFileException e) {
                // Another program was faster.
            }
        }
    }

    /** Removes a folder with its content, which no program uses. */
    void delete(Path folder) {
        beforeEachChange.run();
        PrivateFiles.deleteFolder(folder);
    }

    static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
