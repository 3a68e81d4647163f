package io.onemachine.machine.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * Checks whether other users could have placed or changed a program: a program that is run by its name alone gets this user's secrets.
 *
 * <p>Root is trusted, and so is a group with write permission, as the file's owner trusts it.
 */
public final class ExecutableTrust {
    private final LocalUser user;

    public ExecutableTrust() {
        this(LocalUser.ofThisProcess());
    }

    ExecutableTrust(LocalUser user) {
        this.user = user;
    }

    /**
     * Returns the objection to running a program, with what to do about it; empty for none. Checks the file, its folder, the target of a
     * link, and above them any folder in which all users can rename files of others.
     */
    public Optional<String> objection(Path program) {
        Path named = program.toAbsolutePath().normalize();
        try {
            Path real = named.toRealPath();
            return folderOf(named).or(() -> file(real)).or(() -> folderOf(real));
        } catch (IOException e) {
            return Optional.of("it cannot be looked at: " + e.getMessage());
        }
    }

    private Optional<String> file(Path file) {
        if (user.isStrangerTo(file)) {
            return Optional.of("it is that of " + LocalUser.ownersName(file)
                    + ", who is neither you nor root. Install it anew as" + " yourself or as root");
        }
        return isWorldWritable(file)
                ? Optional.of("every user of this computer can change it: chmod go-w " + file)
                : Optional.empty();
    }

    private Optional<String> folderOf(Path file) {
        Path folder = file.getParent();
        if (folder == null) {
            return Optional.empty();
        }
        if (user.isStrangerTo(folder)) {
            return Optional.of("its folder " + folder + " is that of " + LocalUser.ownersName(folder)
                    + ", who is neither you nor root. Take the folder out of PATH");
        }
        if (isWorldWritable(folder)) {
            return Optional.of("every user of this computer can put programs into its folder " + folder
                    + ". Take the folder out of PATH, or: chmod go-w " + folder);
        }
        for (Path above = folder.getParent(); above != null; above = above.getParent()) {
            if (isWorldWritable(above) && !isSticky(above)) {
                return Optional.of("every user of this computer can rename what is in " + above
                        + ", above its folder: chmod go-w " + above);
            }
        }
        return Optional.empty();
    }

    private static boolean isWorldWritable(Path path) {
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path);
            return mode.contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException | UnsupportedOperationException e) {
            return false; // a system without such permissions
        }
    }

    private static boolean isSticky(Path path) {
        try {
            return Files.getAttribute(path, "unix:mode") instanceof Integer mode && (mode & 0_1000) != 0;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }
}
