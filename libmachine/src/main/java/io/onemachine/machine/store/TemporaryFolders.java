package io.onemachine.machine.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Folders for what {@code ssh} needs as files while it runs, among the system's temporary ones; each is called after its process, so
 * that those of processes that were killed can be told.
 */
public final class TemporaryFolders {
    private static final Pattern NAME = Pattern.compile("om-(?<pid>[0-9]{1,18})-.*");

    /** A process of that number may live in another container that shares the folder. */
    private static final Duration LEFT_ALONE = Duration.ofDays(1);

    /** All that is ever put into one. */
    private static final List<String> CONTENTS = List.of("s", "known_hosts");

    private TemporaryFolders() {}

    /**
     * Makes one that only this user can look into, and removes old ones whose process is gone.
     *
     * @throws io.onemachine.machine.error.StoreException when none can be made
     */
    public static Path make() {
        Path folder;
        try {
            folder = Files.createTempDirectory("om-" + ProcessHandle.current().pid() + "-");
        } catch (IOException e) {
            throw PrivateFiles.failed("create a folder in", Path.of(System.getProperty("java.io.tmpdir", ".")), e);
        }
        Path parent = folder.getParent();
        if (parent != null) {
            sweep(parent, Instant.now().minus(LEFT_ALONE));
        }
        return folder;
    }

    /** Removes the folders of ended processes that nobody has changed since then. */
    static void sweep(Path parent, Instant since) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, "om-*")) {
            for (Path folder : folders) {
                if (isLeft(folder, since)) {
                    remove(folder);
                }
            }
        } catch (IOException e) {
            // A folder that nobody may list: nothing of ours is lost by leaving what is there.
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
            return false; // somebody else was faster
        }
    }

    private static void remove(Path folder) {
        try {
            for (String file : CONTENTS) {
                Files.deleteIfExists(folder.resolve(file));
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // Another user's, or there is more in it than we put there.
        }
    }
}
