package io.onemachine.machine.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * Whom a process runs as.
 *
 * @param id the user's number; empty where the system does not tell, and then nothing is said to be anybody else's
 */
public record LocalUser(OptionalInt id) {
    private static final int ROOT = 0;

    /** Whom this process runs as. */
    public static LocalUser ofThisProcess() {
        return new LocalUser(ownerOf(Path.of("/proc/self")));
    }

    public boolean isRoot() {
        return id.orElse(-1) == ROOT;
    }

    /** Whether a file, or what a link leads to, is known to be somebody else's. */
    public boolean isOtherThanOwnerOf(Path path) {
        OptionalInt owner = ownerOf(path);
        return id.isPresent() && owner.isPresent() && owner.getAsInt() != id.getAsInt();
    }

    /** Whether a file, or what a link leads to, is known to be that of somebody who is neither this user nor root. */
    public boolean isStrangerTo(Path path) {
        return isOtherThanOwnerOf(path) && ownerOf(path).orElse(ROOT) != ROOT;
    }

    /** Whose a file is, for people to read. */
    public static String ownersName(Path path) {
        try {
            return "user " + Files.getOwner(path).getName();
        } catch (IOException | UnsupportedOperationException e) {
            return "somebody else";
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
