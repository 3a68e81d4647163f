package io.onemachine.machine.store;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.onemachine.machine.config.ConfigMigration;
import io.onemachine.machine.config.ConfigNames;
import io.onemachine.machine.error.InvalidMachineConfigException;
import io.onemachine.machine.error.MachineExistsException;
import io.onemachine.machine.error.MachineNotFoundException;
import io.onemachine.machine.error.StoreException;
import io.onemachine.machine.file.PrivateFiles;
import io.onemachine.machine.json.GoJson;
import io.onemachine.machine.json.GoJsonReader;
import io.onemachine.machine.json.MalformedJsonException;
import io.onemachine.machine.name.HostName;
import io.onemachine.machine.reference.Reference;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The store's folder: {@code machines/NAME/config.json} and the files beside it.
 *
 * <p>Nothing is created until there is something to write. Folders get mode 0700 and files 0600 from the first moment on;
 * a config.json is replaced as a whole, so a reader sees the old one or the new one.
 */
public final class MachineStore {
    /** The file in a machine's folder that names the holder of the machine's lock. */
    public static final String LOCK_NOTE = ".busy";

    private static final String CONFIG = "config.json";

    /** The configuration for the new name of a machine that is being renamed; replaces config.json once the folder has that name. */
    private static final String RENAMED_CONFIG = "config.json.renamed";

    private static final long LARGEST_CONFIG = 16L << 20;
    private static final String UUID_TEXT = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final int LONGEST_FILE_NAME = 255;
    private static final String LEAVING = ".removed";
    private static final Pattern UNFINISHED = Pattern.compile("\\..+\\." + UUID_TEXT + "\\.tmp");

    private final Path path;

    public MachineStore(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    /** Returns the store's path. */
    public Path path() {
        return path;
    }

    /** Returns the folder of a machine; it need not exist. */
    public Path directory(String name) {
        return machines().resolve(name);
    }

    /**
     * Returns the names of all machines, usable or not, in byte order. As in the Go program, folders whose name begins with a dot are
     * not listed, nor are links to folders, although a linked machine can be used by its name.
     */
    public List<String> names() {
        try (Stream<Path> entries = Files.list(machines())) {
            return entries.filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
                    .map(entry -> String.valueOf(entry.getFileName()))
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw PrivateFiles.failed("list", machines(), e);
        } catch (UncheckedIOException e) {
            throw new StoreException("Cannot list " + machines(), e);
        }
    }

    /**
     * Returns whether there is a folder of that name, its content usable or not. The name need not be valid for a new machine, so that
     * an invalid one can be removed.
     */
    public boolean exists(String name) {
        if (name.isEmpty() || name.startsWith(".") || name.contains("/") || name.contains(File.separator)) {
            return false;
        }
        try {
            return Files.isDirectory(directory(name));
        } catch (InvalidPathException e) {
            return false; // characters that are not valid in a file name
        }
    }

    /**
     * Verifies that a folder of the store can have the name.
     *
     * @throws StoreException when it is too long
     */
    public void requireNameFits(String name) {
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_FILE_NAME) {
            throw new StoreException(
                    "The machine name \"" + name + "\" has " + length
                            + " characters; a folder's name, which it becomes in " + machines() + ", has at most "
                            + LONGEST_FILE_NAME,
                    "Choose a shorter name.",
                    null);
        }
    }

    /**
     * Reserves a name by creating the machine's folder.
     *
     * @throws MachineExistsException when the name is taken
     */
    public void reserve(String name) {
        PrivateFiles.createFolders(machines());
        if (!PrivateFiles.createFolder(directory(name))) {
            throw new MachineExistsException(name);
        }
    }

    /**
     * Reads a machine's configuration; an older version is migrated to the present one and written back, with the old file
     * kept as {@code config.json.bak}. Relative paths are returned as absolute ones.
     *
     * @throws MachineNotFoundException when there is no such machine
     * @throws InvalidMachineConfigException when its configuration is missing, truncated, of a newer version, or not a machine's
     */
    public JsonObject read(String name) {
        if (!exists(name)) {
            throw new MachineNotFoundException(name);
        }
        Path file = directory(name).resolve(CONFIG);
        String text = existingText(name);
        JsonObject config = parsed(text);
        if (ConfigMigration.version(config) == ConfigMigration.CURRENT) {
            return withWholePaths(checked(config));
        }
        JsonObject migrated = withWholePaths(checked(ConfigMigration.migrated(config, path, directory(name))));
        PrivateFiles.writeSecret(file.resolveSibling(CONFIG + ".bak"), text);
        PrivateFiles.writeSecret(file, GoJson.indented(migrated));
        return migrated;
    }

    /** Returns {@link #configText}; a machine that was renamed or removed meanwhile is missing, not damaged. */
    private String existingText(String name) {
        try {
            return configText(name);
        } catch (InvalidMachineConfigException e) {
            if (!exists(name)) {
                throw new MachineNotFoundException(name);
            }
            throw e;
        }
    }

    /**
     * Returns the text of config.json; that of the new one when a command was killed while it renamed the machine. Replaces nothing: only
     * the holder of the lock may, as the file beside may be that of the next renaming by then.
     */
    private String configText(String name) {
        return pendingText(directory(name).resolve(RENAMED_CONFIG), name)
                .orElseGet(() -> text(directory(name).resolve(CONFIG)));
    }

    /** Replaces config.json by the new one of a machine whose folder has been renamed. Only for the holder of the lock. */
    private void finishRenaming(String name) throws IOException {
        Path renamed = directory(name).resolve(RENAMED_CONFIG);
        if (pendingText(renamed, name).isPresent()) {
            PrivateFiles.replace(directory(name).resolve(CONFIG), renamed);
        }
    }

    /**
     * Returns the text of the configuration for the name that a renaming has given the folder. It is empty when there is none, when the
     * folder does not have that name, and when the file is not one that this program writes: then config.json is the machine's.
     */
    private static Optional<String> pendingText(Path renamed, String name) {
        if (!Files.isRegularFile(renamed, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            String text = text(renamed);
            return Optional.of(text).filter(it -> ConfigNames.name(parsed(it)).equals(name));
        } catch (InvalidMachineConfigException e) {
            return Optional.empty(); // among others: it has just replaced the old one
        }
    }

    /**
     * Renames a machine. A kill at any moment leaves one machine: by its old name, or by its new one with its new configuration. Only for
     * the holder of both names' locks.
     *
     * @param config the configuration for the new name
     * @throws MachineExistsException when the new name is taken
     */
    public void rename(String name, String newName, JsonObject config) {
        requireOwnFolder(name);
        Path pending = directory(name).resolve(RENAMED_CONFIG);
        PrivateFiles.writeSecret(pending, GoJson.indented(config));
        try {
            PrivateFiles.rename(directory(name), directory(newName));
            finishRenaming(newName);
        } catch (FileAlreadyExistsException e) {
            deleteQuietly(pending);
            throw new MachineExistsException(newName);
        } catch (IOException e) {
            deleteQuietly(pending);
            throw PrivateFiles.failed("rename", directory(name), e);
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It is ignored as long as the folder has the old name.
        }
    }

    private static boolean isLockNote(Path path) {
        return String.valueOf(path.getFileName()).equals(LOCK_NOTE);
    }

    /**
     * Returns whether a creation that reserved this name died before it wrote a configuration: the folder is empty or holds an unfinished
     * file. Then there is no host, as the configuration is written first.
     */
    public boolean isOnlyReserved(String name) {
        if (!exists(name)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(directory(name))) {
            return entries.allMatch(entry -> PrivateFiles.isUnfinished(entry, CONFIG) || isLockNote(entry));
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw PrivateFiles.failed("list", directory(name), e);
        } catch (UncheckedIOException e) {
            throw new StoreException("Cannot list " + directory(name), e);
        }
    }

    /**
     * Verifies that a machine's folder is not a link: nothing is written through links.
     *
     * @throws StoreException when it is a link
     */
    public void requireOwnFolder(String name) {
        if (Files.isSymbolicLink(directory(name))) {
            throw new StoreException(
                    directory(name) + " is a symbolic link: nothing is written where it leads",
                    "Put the folder itself there, or use the store that it is in with "
                            + Reference.option("storage-path") + ".",
                    null);
        }
    }

    /** Writes a machine's configuration; the machine's folder must exist. */
    public void write(String name, JsonObject config) {
        requireOwnFolder(name);
        PrivateFiles.writeSecret(directory(name).resolve(CONFIG), GoJson.indented(config));
        deleteQuietly(directory(name).resolve(RENAMED_CONFIG)); // older than what was written
    }

    /**
     * Removes a machine's folder with all its content.
     *
     * @throws MachineNotFoundException when there is no such machine
     */
    public void remove(String name) {
        if (!exists(name)) {
            throw new MachineNotFoundException(name);
        }
        // Renamed first, so that an interruption does not leave half a machine.
        Path leaving = machines().resolve(leavingPrefix(name) + PrivateFiles.uniqueText() + LEAVING);
        try {
            Files.move(directory(name), leaving, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            leaving = directory(name);
        } catch (NoSuchFileException e) {
            throw new MachineNotFoundException(name);
        } catch (IOException e) {
            throw PrivateFiles.failed("remove", directory(name), e);
        }
        PrivateFiles.deleteFolder(leaving);
    }

    /**
     * Removes what killed commands left of a machine: unfinished files, and folders being removed. Only for the holder of the machine's
     * lock.
     */
    public void sweep(String name) {
        try {
            sweepRename(name);
            sweep(directory(name), UNFINISHED);
            sweep(machines(), Pattern.compile(Pattern.quote(leavingPrefix(name)) + UUID_TEXT + Pattern.quote(LEAVING)));
        } catch (IOException | UncheckedIOException | StoreException e) {
            // The leftovers are harmless; the next sweep tries again.
        }
    }

    /** Removes the configuration of a renaming that did not get as far as the folder. */
    private void sweepRename(String name) throws IOException {
        Path renamed = directory(name).resolve(RENAMED_CONFIG);
        if (Files.exists(renamed, LinkOption.NOFOLLOW_LINKS)) {
            finishRenaming(name);
            PrivateFiles.deleteFolder(renamed);
        }
    }

    /** Returns the prefix of a folder that is being removed; a long name is shortened to leave room for the suffix. */
    private static String leavingPrefix(String name) {
        int added = 2 + PrivateFiles.uniqueText().length() + LEAVING.length();
        boolean fits = name.getBytes(StandardCharsets.UTF_8).length + added <= LONGEST_FILE_NAME;
        return "." + (fits ? name : HostName.of(name)) + ".";
    }

    private static void sweep(Path folder, Pattern names) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                if (names.matcher(String.valueOf(entry.getFileName())).matches()) {
                    PrivateFiles.deleteFolder(entry);
                }
            }
        }
    }

    private Path machines() {
        return path.resolve("machines");
    }

    private static String text(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                throw new InvalidMachineConfigException(file + " is not a file");
            }
            if (attributes.size() > LARGEST_CONFIG) {
                throw new InvalidMachineConfigException(file + " is too large to be a machine's configuration");
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new InvalidMachineConfigException("open " + file + ": no such file or directory", e);
        } catch (IOException e) {
            StoreException failed = PrivateFiles.failed("read", file, e);
            throw new InvalidMachineConfigException(failed.getMessage(), e);
        }
    }

    private static JsonObject parsed(String text) {
        try {
            return GoJsonReader.readObject(text);
        } catch (MalformedJsonException e) {
            throw new InvalidMachineConfigException("Error getting migrated host: " + e.getMessage(), e);
        }
    }

    private JsonObject withWholePaths(JsonObject config) {
        StoredPaths.complete(config, path);
        return config;
    }

    private static JsonObject checked(JsonObject config) {
        JsonElement driverName = config.get("DriverName");
        if (!(driverName instanceof JsonPrimitive primitive) || !primitive.isString()) {
            throw ConfigMigration.broken("\"DriverName\" in config.json must be a string");
        }
        if (!(config.get("Driver") instanceof JsonObject)) {
            throw ConfigMigration.broken("\"Driver\" in config.json must be an object");
        }
        JsonElement options = config.get("HostOptions");
        if (options != null && !options.isJsonNull() && !(options instanceof JsonObject)) {
            throw ConfigMigration.broken("\"HostOptions\" in config.json must be an object");
        }
        return config;
    }
}
