package io.onemachine.machine.file;

import io.onemachine.machine.process.LocalUser;
import io.onemachine.machine.reference.Reference;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Words the hint for a file that another user owns. */
final class OwnerHint {
    private OwnerHint() {}

    /** Returns what to do about a file that cannot be used because it belongs to another user; null in every other case. */
    static @Nullable String of(Path path, IOException failure) {
        if (!(failure instanceof AccessDeniedException)) {
            return null;
        }
        Path there = path;
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        LocalUser user = LocalUser.ofThisProcess();
        if (there == null || !user.isOtherThanOwnerOf(there)) {
            return null;
        }
        return there + " is that of " + LocalUser.ownersName(there)
                + ". Run " + Reference.program() + " as that user, use another store ("
                + Reference.option("storage-path") + "), or have the files given to you with chown.";
    }
}
