package io.onemachine.machine.file;

import io.onemachine.machine.error.StoreException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Folders for files that {@code ssh} needs while it runs, in the system's temporary folder. Each is named after its process, so that
 * leftovers of killed processes are recognized.
 */
public final class TemporaryFolders {
    private static final Pattern NAME = Pattern.compile("om-(?<pid>[0-9]{1,18})-.*");

    /** A process of that number may run in another container that shares the folder. */
    private static final Duration LEFT_ALONE = Duration.ofDays(1);

    /** The name of links in such a folder, before their number. */
    public static final String LINK = "file";

    /** Everything that is ever put into one. */
    private static final Pattern CONTENTS = Pattern.compile("s|known_hosts|" + LINK + "[0-9]+(\\.pub|-cert\\.pub)?");

    /** Characters that all programs read as part of a path. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./][A-Za-z0-9_./+:@-]*");

    private static final Pattern NOT_PLAIN = Pattern.compile("[^A-Za-z0-9_./+:@-]");
    private static final Path USUAL = Path.of("/tmp");

    private TemporaryFolders() {}

    /** Returns whether the path can be used unquoted on the command lines of OpenSSH's programs, {@code rsync} and {@code sshfs}. */
    public static boolean isPlain(Path path) {
        return PLAIN.matcher(path.toString()).matches();
    }

    /**
     * Creates a folder that only this user can read and whose path is plain, and removes those of ended processes.
     *
     * @throws StoreException when none can be created
     */
    public static Path create() {
        Path parent = parent(Path.of(System.getProperty("java.io.tmpdir", ".")), USUAL);
        Path folder;
        try {
            folder = Files.createTempDirectory(
                    parent, "om-" + ProcessHandle.current().pid() + "-");
        } catch (IOException e) {
            throw PrivateFiles.failed("create a folder in", parent, e);
        }
        sweep(parent, Instant.now().minus(LEFT_ALONE));
        return folder;
    }

    /** Returns the first of the two whose path is plain. */
    static Path parent(Path preferred, Path usual) {
        if (isPlain(preferred)) {
            return preferred;
        }
        if (isPlain(usual) && Files.isWritable(usual)) {
            return usual;
        }
        Matcher character = NOT_PLAIN.matcher(preferred.toString());
        throw new StoreException(
                "The folder for temporary files, " + preferred + ", cannot be used: the ssh program takes "
                        + (character.find() ? "\"" + character.group() + "\"" : "its first character")
                        + " in a path for something else",
                "Name another one (java.io.tmpdir).",
                null);
    }

    /** Removes the folders of ended processes that have not changed since then. */
    static void sweep(Path parent, Instant since) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, "om-*")) {
            for (Path folder : folders) {
                if (isLeft(folder, since)) {
                    remove(folder);
                }
            }
        } catch (IOException e) {
            // An unreadable folder: leaving what is there loses nothing.
        }
    }

    private static boolean isLeft(Path folder, Instant since) {
        Matcher name = NAME.matcher(String.valueOf(folder.getFileName()));
        try {
            return name.matches()
                    && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && ProcessHandle.of(Long.parseLong(name.group("pid"))).isEmpty()
                    && Files.getLastModifiedTime(folder).toInstant().isBefore(since);
        } catch (IOException e) {
            return false; // another process was faster
        }
    }

    private static void remove(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                folder, file -> CONTENTS.matcher(file.getFileName().toString()).matches())) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // Another user's, or it holds files that are not from this program.
        }
    }
}
