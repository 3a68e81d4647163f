package io.onemachine.machine.store;

import io.onemachine.machine.process.LocalUser;
import io.onemachine.machine.reference.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Checks the owner of a store, and whether others can read or write what is only for its owner. */
public final class StorePermissions {
    private static final List<String> SECRETS_OF_THE_STORE = List.of("certs/ca-key.pem", "certs/key.pem");
    private static final List<String> SECRETS_OF_A_MACHINE =
            List.of("key.pem", "server-key.pem", "id_rsa", "id_ed25519", "id_ecdsa", CredentialsFile.NAME);

    private final Path store;
    private final LocalUser user;

    public StorePermissions(Path store) {
        this(store, LocalUser.ofThisProcess());
    }

    StorePermissions(Path store, LocalUser user) {
        this.store = store;
        this.user = user;
    }

    /**
     * Returns a description of each problem, with what to do about it; none where the system has no such permissions.
     *
     * @param machine the machine whose folder is checked too
     */
    public List<String> problems(String machine) {
        List<String> complaints = new ArrayList<>();
        if (!Files.isDirectory(store)) {
            return complaints;
        }
        Path folder = store.resolve("machines").resolve(machine);
        if (user.isOtherThanOwnerOf(store)) {
            complaints.add(
                    user.isRoot()
                            ? "The store " + store + " is that of " + LocalUser.ownersName(store)
                                    + ", and you are root: what root writes there "
                                    + "is root's, and its user is locked out. Run " + Reference.program()
                                    + " as that user, or set it right "
                                    + "afterwards: chown -R --reference=" + store + " " + store
                            : "The store " + store + " is that of " + LocalUser.ownersName(store) + ", not yours.");
        }
        for (Path each : List.of(store, store.resolve("machines"), store.resolve("certs"), folder)) {
            if (mode(each).contains(PosixFilePermission.OTHERS_WRITE)) {
                complaints.add("Every user of this computer can write in " + each
                        + ", and so take over machines: chmod go-w " + each);
            }
        }
        SECRETS_OF_THE_STORE.forEach(file -> checkSecret(store.resolve(file), complaints));
        SECRETS_OF_A_MACHINE.forEach(file -> checkSecret(folder.resolve(file), complaints));
        return complaints;
    }

    private static void checkSecret(Path file, List<String> complaints) {
        Set<PosixFilePermission> mode = mode(file);
        boolean group = mode.contains(PosixFilePermission.GROUP_READ);
        boolean others = mode.contains(PosixFilePermission.OTHERS_READ);
        if (group || others) {
            complaints.add((others ? "Every user of this computer" : "The group of " + file) + " can read " + file
                    + ", which is secret: chmod 600 " + file);
        }
    }

    private static Set<PosixFilePermission> mode(Path path) {
        try {
            return Files.getPosixFilePermissions(path);
        } catch (IOException | UnsupportedOperationException e) {
            return Set.of();
        }
    }
}
