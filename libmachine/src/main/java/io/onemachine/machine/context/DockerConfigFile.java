package io.onemachine.machine.context;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.onemachine.machine.file.PrivateFiles;
import io.onemachine.machine.json.GoJson;
import io.onemachine.machine.json.GoJsonReader;
import io.onemachine.machine.json.MalformedJsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The docker client's own {@code config.json}, of which this program changes one key. All other keys, the file's mode and owner, and the
 * target of a link stay.
 */
final class DockerConfigFile {
    private static final String FILE = "config.json";
    private static final String CURRENT = "currentContext";
    private static final String INDENT = "\t";
    private static final long LARGEST = 16L << 20;
    private static final int MOST_LINKS = 40;
    private static final Pattern UNFINISHED = Pattern.compile("\\.{1,2}onemachine-[0-9a-f-]{36}\\.tmp.*");

    private final Path file;
    private final ContextFiles files;

    DockerConfigFile(Path folder, ContextFiles files) {
        this.file = folder.resolve(FILE);
        this.files = files;
    }

    /** Returns the name of the context that docker uses; empty when none is named. */
    Optional<String> current() throws IOException {
        return read().get(CURRENT) instanceof JsonPrimitive name
                        && name.isString()
                        && !name.getAsString().isEmpty()
                ? Optional.of(name.getAsString())
                : Optional.empty();
    }

    /** Sets the context that docker uses; null for none. */
    void setCurrent(@Nullable String name) throws IOException {
        JsonObject json = read();
        if (name == null) {
            json.remove(CURRENT);
        } else {
            json.addProperty(CURRENT, name);
        }
        replace(GoJson.indented(json, INDENT));
    }

    private JsonObject read() throws IOException {
        String text;
        try {
            if (Files.size(file) > LARGEST) {
                throw unusable("it is too large", null);
            }
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            return new JsonObject();
        }
        if (text.isBlank()) {
            return new JsonObject(); // docker accepts it
        }
        try {
            return GoJsonReader.readObject(text);
        } catch (MalformedJsonException e) {
            throw unusable(String.valueOf(e.getMessage()), e);
        }
    }

    private ContextException unusable(String why, @Nullable Throwable cause) {
        return new ContextException(
                "The docker client's " + file + " cannot be used: " + why,
                "Correct it; docker cannot read it either.",
                cause);
    }

    private void replace(String text) throws IOException {
        Path target = target();
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(target + " is not a file");
        }
        sweep(folder);
        Path temporary = folder.resolve(".onemachine-" + PrivateFiles.uniqueText() + ".tmp");
        files.writeClosed(temporary, text);
        if (Files.exists(target)) {
            copyOwnerAndMode(target, temporary);
        }
        files.move(temporary, target);
    }

    /** Returns the file that links lead to, which need not exist: a rename would replace the link itself. */
    private Path target() throws IOException {
        Path target = file;
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MOST_LINKS) {
                throw new IOException("too many levels of symbolic links");
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }

    private static void copyOwnerAndMode(Path from, Path to) throws IOException {
        if (!ContextFiles.isPosix(from)) {
            return;
        }
        copyAttribute("unix:uid", from, to);
        copyAttribute("unix:gid", from, to);
        Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
    }

    private static void copyAttribute(String attribute, Path from, Path to) {
        try {
            Object wanted = Files.getAttribute(from, attribute);
            if (!wanted.equals(Files.getAttribute(to, attribute))) {
                Files.setAttribute(to, attribute, wanted);
            }
        } catch (IOException e) {
            // Only root may give files away; the user's own file keeps its owner without this.
        }
    }

    /** Removes what killed commands left. Only for the holder of the lock. */
    private static void sweep(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                if (UNFINISHED.matcher(String.valueOf(entry.getFileName())).matches()) {
                    Files.deleteIfExists(entry);
                }
            }
        }
    }
}
