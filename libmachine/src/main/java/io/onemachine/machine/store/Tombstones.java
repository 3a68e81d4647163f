package io.onemachine.machine.store;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.onemachine.machine.error.StoreException;
import io.onemachine.machine.file.PrivateFiles;
import io.onemachine.machine.json.GoJson;
import io.onemachine.machine.json.GoJsonReader;
import io.onemachine.machine.json.MalformedJsonException;
import io.onemachine.machine.reference.Reference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records of machines that were removed although their host could not be removed: {@code removed/NAME-ID} holds what is needed to remove
 * the host later. They are not below {@code machines/}, where other programs take every folder for a machine.
 */
public final class Tombstones {
    private static final String CONFIG = "config.json";

    /** A folder's name may have at most 255 bytes; config.json has the machine's full name. */
    private static final int LONGEST_NAME = 50;

    private static final int ID_LENGTH = 8;

    private final MachineStore store;
    private final Path folder;

    public Tombstones(MachineStore store) {
        this.store = store;
        this.folder = store.path().resolve("removed");
    }

    /**
     * Records a machine. Its entry still exists afterwards, so a process that dies in between loses nothing.
     *
     * @param config the machine's configuration with the present state of its driver
     * @throws StoreException when it cannot be written
     */
    public void keep(String name, JsonObject config) {
        String id = UUID.randomUUID().toString().substring(0, ID_LENGTH);
        Path own = folder.resolve(name.substring(0, Math.min(name.length(), LONGEST_NAME)) + "-" + id);
        PrivateFiles.createFolders(own);
        boolean kept = false;
        try {
            readCredentials(name)
                    .ifPresent(content -> PrivateFiles.writeSecret(own.resolve(CredentialsFile.NAME), content));
            // Written last: a folder without it counts as unfinished.
            PrivateFiles.writeSecret(own.resolve(CONFIG), GoJson.indented(config));
            kept = true;
        } finally {
            if (!kept) {
                PrivateFiles.deleteFolder(own);
            }
        }
    }

    /** Returns the credentials; empty also for an unreadable file, as the rest is still worth recording. */
    private Optional<String> readCredentials(String name) {
        Path file = store.directory(name).resolve(CredentialsFile.NAME);
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    ? Optional.of(Files.readString(file))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Returns the complete records' folders, in the order of their names. */
    public List<Path> list() {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> Files.isRegularFile(entry.resolve(CONFIG), LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw PrivateFiles.failed("list", folder, e);
        } catch (UncheckedIOException e) {
            throw new StoreException("Cannot list " + folder, e);
        }
    }

    /**
     * Returns the configuration in a record: an object with the text {@code DriverName} and the object {@code Driver}.
     *
     * @throws StoreException when it cannot be read, or is not one
     */
    public JsonObject read(Path entry) {
        Path file = entry.resolve(CONFIG);
        try {
            JsonObject config = GoJsonReader.readObject(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            JsonElement driver = config.get("DriverName");
            if (driver instanceof JsonPrimitive text && text.isString() && config.get("Driver") instanceof JsonObject) {
                return config;
            }
            throw damaged(file, "it is not a machine's configuration", null);
        } catch (MalformedJsonException e) {
            throw damaged(file, e.getMessage(), e);
        } catch (IOException e) {
            throw PrivateFiles.failed("read", file, e);
        }
    }

    private static StoreException damaged(Path file, String why, @Nullable Exception cause) {
        return new StoreException(
                file + " cannot be used: " + why,
                "It is of a machine that \"rm " + Reference.option("f")
                        + "\" removed without its host. Repair it, or remove its folder.",
                cause);
    }

    /** Removes a record's files and its folder; a missing one is not an error. */
    public void drop(Path entry) {
        if (!folder.equals(entry.getParent())) {
            throw new IllegalArgumentException(entry + " is not in " + folder);
        }
        PrivateFiles.deleteFolder(entry);
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // Other records exist.
        }
    }
}
