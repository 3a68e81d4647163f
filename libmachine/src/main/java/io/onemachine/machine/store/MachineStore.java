package io.onemachine.machine.store;

import io.onemachine.machine.file.PrivateFiles;
import io.onemachine.machine.name.HostName;
import io.onemachine.machine.options.ConfigMigration;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.onemachine.machine.error.InvalidMachineConfigException;
import io.onemachine.machine.error.MachineExistsException;
import io.onemachine.machine.error.MachineNotFoundException;
import io.onemachine.machine.error.StoreException;
import io.onemachine.machine.json.GoJson;
import io.onemachine.machine.json.GoJsonReader;
import io.onemachine.machine.json.MalformedJsonException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder that machines are kept in: {@code machines/NAME/config.json} and what lies beside it.
 *
 * <p>Nothing is made until there is something to keep. Folders get mode 0700 and files 0600 from the first moment on;
 * a config.json is replaced as a whole, so a reader sees the old one or the new one.
 */
public final class MachineStore {
    /** The file in a machine's folder in which the command that has the machine's lock says so. */
    public static final String LOCK_NOTE = ".busy";

    private static final String CONFIG = "config.json";
    private static final long LARGEST_CONFIG = 16L << 20;
    private static final String UUID_TEXT = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final int LONGEST_FILE_NAME = 255;
    private static final String LEAVING = ".removed";
    private static final Pattern UNFINISHED = Pattern.compile("\\..+\\." + UUID_TEXT + "\\.tmp");

    private final Path path;

    public MachineStore(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    /** The store itself. */
    public Path path() {
        return path;
    }

    /** The folder of a machine, there or not. */
    public Path directory(String name) {
        return machines().resolve(name);
    }

    /**
     * The names of all machines, usable or not, in byte order. Folders whose name begins with a dot are none, and neither
     * are links to folders, as with the Go program; a linked one can be used by its name all the same.
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
     * Whether there is a folder of that name, its contents usable or not. The name need not be one that a machine could be
     * given: whoever finds another folder here must be able to remove it.
     */
    public boolean exists(String name) {
        if (name.isEmpty() || name.startsWith(".") || name.contains("/") || name.contains(File.separator)) {
            return false;
        }
        try {
            return Files.isDirectory(directory(name));
        } catch (InvalidPathException e) {
            return false; // characters that no file's name can have here
        }
    }

    /**
     * Makes sure that a folder of the store can have the name.
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
     * Takes a name: makes the machine's folder.
     *
     * @throws MachineExistsException when somebody has it already
     */
    public void reserve(String name) {
        PrivateFiles.createFolders(machines());
        if (!PrivateFiles.createFolder(directory(name))) {
            throw new MachineExistsException(name);
        }
    }

    /**
     * Reads a machine's configuration; an older version is brought to the present one and written back, the old file
     * kept as {@code config.json.bak}. Paths that were written relative are whole in what is returned.
     *
     * @throws MachineNotFoundException when there is no such machine
     * @throws InvalidMachineConfigException when its configuration is missing, cut off, of a newer version, or no machine's
     */
    public JsonObject read(String name) {
        if (!exists(name)) {
            throw new MachineNotFoundException(name);
        }
        Path file = directory(name).resolve(CONFIG);
        String text = text(file);
        JsonObject config = parsed(text);
        if (ConfigMigration.version(config) == ConfigMigration.CURRENT) {
            return withWholePaths(checked(config));
        }
        JsonObject migrated = withWholePaths(checked(ConfigMigration.migrated(config, path, directory(name))));
        PrivateFiles.writeSecret(file.resolveSibling(CONFIG + ".bak"), text);
        PrivateFiles.writeSecret(file, GoJson.indented(migrated));
        return migrated;
    }

    private static boolean isLockNote(Path path) {
        return String.valueOf(path.getFileName()).equals(LOCK_NOTE);
    }

    /**
     * Whether a creation that took this name was killed before it wrote a configuration: there is nothing in the folder, or what a write
     * that was not finished leaves. No host was made then, as its machine is written first.
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
     * Makes sure that a machine's folder is no link: nothing is written where one leads.
     *
     * @throws StoreException when it is one
     */
    public void requireOwnFolder(String name) {
        if (Files.isSymbolicLink(directory(name))) {
            throw new StoreException(
                    directory(name) + " is a symbolic link: nothing is written where it leads",
                    "Put the folder itself there, or use the store that it is in with --storage-path.",
                    null);
        }
    }

    /** Writes a machine's configuration; the machine's folder must be there. */
    public void write(String name, JsonObject config) {
        requireOwnFolder(name);
        PrivateFiles.writeSecret(directory(name).resolve(CONFIG), GoJson.indented(config));
    }

    /**
     * Removes a machine's folder with all that is in it.
     *
     * @throws MachineNotFoundException when there is no such machine
     */
    public void remove(String name) {
        if (!exists(name)) {
            throw new MachineNotFoundException(name);
        }
        // Out of sight in one step: whoever is interrupted now leaves no half machine behind.
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
     * Removes what killed commands left of a machine: files that were being written, and folders that were being removed. Only for who
     * has the machine's lock, so that nobody is at it.
     */
    public void sweep(String name) {
        try {
            sweep(directory(name), UNFINISHED);
            sweep(machines(), Pattern.compile(Pattern.quote(leavingPrefix(name)) + UUID_TEXT + Pattern.quote(LEAVING)));
        } catch (IOException | UncheckedIOException | StoreException e) {
            // Nobody is in the way of it; the next one tries again.
        }
    }

    /** How the name of a folder begins that is being removed; a long name is shortened, as what is added must fit in. */
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
