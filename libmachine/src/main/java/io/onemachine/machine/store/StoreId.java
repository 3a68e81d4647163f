package io.onemachine.machine.store;

import io.onemachine.machine.error.StoreException;
import io.onemachine.machine.file.FolderLock;
import io.onemachine.machine.file.PrivateFiles;
import io.onemachine.machine.reference.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The id of a store, which tags its hosts: a random id in the store's file {@code store-id}. A copy of a store has the same id.
 */
public final class StoreId {
    private static final String FILE = "store-id";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Path store;

    public StoreId(Path store) {
        this.store = store;
    }

    /**
     * Returns the id; empty while the store has none.
     *
     * @throws StoreException when it exists but cannot be read
     */
    public Optional<String> find() {
        Path file = store.resolve(FILE);
        try {
            String id = Files.readString(file).strip();
            if (!ID.matcher(id).matches()) {
                throw new StoreException(
                        file + " does not hold the store's id",
                        "Put back what was in it. Without the file the store gets a new id, and \""
                                + Reference.command("gc") + "\" does not find hosts of the old one any more.",
                        null);
            }
            return Optional.of(id);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw PrivateFiles.failed("read", file, e);
        }
    }

    /** Returns the id; creates one when the store has none, the same for all concurrent callers. */
    public String findOrCreate() {
        Optional<String> known = find();
        if (known.isPresent()) {
            return known.get();
        }
        PrivateFiles.createFolders(store);
        try (FolderLock _ = FolderLock.acquire(store)) {
            return find().orElseGet(this::create);
        }
    }

    private String create() {
        String id = UUID.randomUUID().toString();
        PrivateFiles.writeSecret(store.resolve(FILE), id + "\n");
        return id;
    }
}
