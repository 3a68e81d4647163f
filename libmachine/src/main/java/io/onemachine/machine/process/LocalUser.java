package io.onemachine.machine.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * The user that a process runs as.
 *
 * @param id the user's number; empty where the system has none, and then no file counts as another user's
 */
public record LocalUser(OptionalInt id) {
    private static final int ROOT = 0;

    /** Returns the user of this process. */
    public static LocalUser ofThisProcess() {
        return new LocalUser(ownerOf(Path.of("/proc/self")));
    }

    public boolean isRoot() {
        return id.orElse(-1) == ROOT;
    }

    /** Returns whether a file, or the target of a link, is known to belong to another user. */
    public boolean isOtherThanOwnerOf(Path path) {
        OptionalInt owner = ownerOf(path);
        return id.isPresent() && owner.isPresent() && owner.getAsInt() != id.getAsInt();
    }

    /** Returns whether a file, or the target of a link, is known to belong to neither this user nor root. */
    public boolean isStrangerTo(Path path) {
        return isOtherThanOwnerOf(path) && ownerOf(path).orElse(ROOT) != ROOT;
    }

    /** Returns the name of a file's owner, for messages. */
    public static String ownersName(Path path) {
        try {
            return "user " + Files.getOwner(path).getName();
        } catch (IOException | UnsupportedOperationException e) {
            return "another user";
        }
    }

    private static OptionalInt ownerOf(Path path) {
        try {
            return Files.getAttribute(path, "unix:uid") instanceof Integer owner
                    ? OptionalInt.of(owner)
                    : OptionalInt.empty();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return OptionalInt.empty();
        }
    }
}
