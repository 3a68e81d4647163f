package io.onemachine.machine.store;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Completes relative paths in a config.json. The Go program wrote paths as the store's path was given, so a store that was named by a
 * relative path could be used from one folder only.
 *
 * <p>The folder that such a path is relative to is not recorded, but the store's present path is known: it replaces the part of the path
 * that names the store. Other files are looked up from where the store was named, if known, else from the current folder, as
 * docker-machine does, and else are taken to be in the store.
 */
final class StoredPaths {
    private static final String STORE_PATH = "StorePath";
    private static final List<String> OF_CERTIFICATES = List.of(
            "CertDir",
            "CaCertPath",
            "CaPrivateKeyPath",
            "ServerCertPath",
            "ServerKeyPath",
            "ClientKeyPath",
            "ClientCertPath",
            STORE_PATH);
    private static final List<String> OF_DRIVERS = List.of("SSHKeyPath", STORE_PATH);

    private final Path store;
    private final Path named;
    private final boolean isNamed;

    /** The base when the store was named by dots alone: the empty path for the current folder, else {@code ..} or more of them. */
    private final Path dots;

    private final boolean leadsOut;

    /** @param named the store's path in the configuration; empty when there is none */
    private StoredPaths(Path store, String named) {
        this.store = store;
        this.named = relative(named);
        this.dots = isEmpty(this.named) ? normal(named) : Path.of("");
        this.leadsOut = named.startsWith("..") || named.startsWith("./..");
        this.isNamed = !named.isEmpty() && !named.startsWith("/");
    }

    /** Completes the paths in an object of version 3, in place. */
    static void complete(JsonObject config, Path store) {
        JsonObject driver = child(config, "Driver");
        StoredPaths paths = new StoredPaths(store, text(driver, STORE_PATH));
        paths.completeAll(driver, OF_DRIVERS);
        paths.completeAll(child(child(config, "HostOptions"), "AuthOptions"), OF_CERTIFICATES);
    }

    private void completeAll(JsonObject object, List<String> keys) {
        for (String key : keys) {
            String text = text(object, key);
            if (!text.isEmpty() && !text.startsWith("/")) {
                object.addProperty(key, completed(text));
            }
        }
    }

    private String completed(String text) {
        try {
            Path path = Path.of(text);
            return path.isAbsolute() ? text : completed(path, relative(text)).toString();
        } catch (InvalidPathException e) {
            return text;
        }
    }

    /** @param within the path without its leading {@code ..} */
    private Path completed(Path path, Path within) {
        if (isEmpty(within)) {
            return store;
        }
        if (!isNamed) {
            return fromItsEnd(path, within);
        }
        if (isEmpty(named) && (isEmpty(dots) || path.normalize().startsWith(dots))) {
            return fromDots(path.normalize());
        }
        if (!isEmpty(named) && within.startsWith(named)) {
            return store.resolve(named.relativize(within));
        }
        Path root = store.getRoot();
        if (isEmpty(named) || leadsOut || root == null || !store.endsWith(named)) {
            return fromHereOrStore(path, within);
        }
        int above = store.getNameCount() - named.getNameCount();
        return (above == 0 ? root : root.resolve(store.subpath(0, above)))
                .resolve(path)
                .normalize();
    }

    /** Completes a path without using the current folder, where another store may have files of the same names. */
    private Path fromDots(Path path) {
        return store.resolve(isEmpty(dots) ? path : dots.relativize(path)).normalize();
    }

    /** Completes a certificate's path, where only these are relative: its longest beginning that the store's path ends in is the store. */
    private Path fromItsEnd(Path path, Path within) {
        int all = within.getNameCount();
        for (int length = all; length > 0; length--) {
            if (store.endsWith(within.subpath(0, length))) {
                return length == all ? store : store.resolve(within.subpath(length, all));
            }
        }
        return fromHereOrStore(path, within);
    }

    /** Completes the path of a file that was named by an option: in the current folder if it exists there, else in the store. */
    private Path fromHereOrStore(Path path, Path within) {
        return Files.exists(path) ? path.toAbsolutePath().normalize() : store.resolve(within);
    }

    /** Returns a relative path without {@code .} and {@code ..}; the empty path for an absolute or invalid one. */
    private static Path relative(String text) {
        try {
            Path path = Path.of(text);
            if (path.isAbsolute()) {
                return Path.of("");
            }
            Path rest = path.normalize();
            while (rest.getNameCount() > 1 && rest.getName(0).toString().equals("..")) {
                rest = rest.subpath(1, rest.getNameCount());
            }
            return rest.toString().equals("..") ? Path.of("") : rest;
        } catch (InvalidPathException e) {
            return Path.of("");
        }
    }

    private static Path normal(String text) {
        try {
            return Path.of(text).normalize();
        } catch (InvalidPathException e) {
            return Path.of("");
        }
    }

    private static boolean isEmpty(Path path) {
        return path.toString().isEmpty();
    }

    private static JsonObject child(JsonObject parent, String key) {
        return parent.get(key) instanceof JsonObject object ? object : new JsonObject();
    }

    private static String text(JsonObject object, String key) {
        JsonElement value = object.get(key);
        return value instanceof JsonPrimitive primitive && primitive.isString() ? primitive.getAsString() : "";
    }
}
