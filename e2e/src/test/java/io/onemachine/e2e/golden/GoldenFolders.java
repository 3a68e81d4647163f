package io.onemachine.e2e.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folders that a case runs in, with the store that its setup words describe, and the values of the placeholders.
 *
 * <p>A setup word is a kind, most with {@code :WHAT}; these kinds need only files: {@code certs}, {@code
 * none:NAME[@URL][+--flag=value…]}, {@code ci:} likewise, {@code broken: empty: noconf: noplugin: future:NAME}, {@code
 * file:PATH} in the store and {@code work:FILE} in the working folder.
 */
public final class GoldenFolders {
    private static final Set<String> FILE_KINDS =
            Set.of("certs", "none", "ci", "broken", "empty", "noconf", "noplugin", "future", "file", "work");
    private static final List<String> CERTIFICATES = List.of("ca.pem", "ca-key.pem", "cert.pem", "key.pem");

    private final Path root;
    private final Path certificates;
    private final SequencedMap<String, String> placeholders = new LinkedHashMap<>();

    /**
     * @param root a folder of the case's own
     * @param certificates a folder with a CA and a client certificate
     */
    public GoldenFolders(Path root, Path certificates) {
        this.root = root;
        this.certificates = certificates;
        placeholders.put("$STORE", store().toString());
        placeholders.put("$WORK", work().toString());
        placeholders.put("$HOME", home().toString());
        placeholders.put("$BIN", bin().toString());
    }

    private static boolean needsOnlyFiles(String word) {
        return FILE_KINDS.contains(kind(word));
    }

    public static String kind(String word) {
        int colon = word.indexOf(':');
        return colon < 0 ? word : word.substring(0, colon);
    }

    public static String what(String word) {
        return word.substring(word.indexOf(':') + 1);
    }

    /** Returns the folder that contains all others. */
    public Path root() {
        return root;
    }

    public Path store() {
        return root.resolve("store");
    }

    public Path home() {
        return root.resolve("home");
    }

    public Path work() {
        return root.resolve("work");
    }

    /** Returns the program's working folder. */
    public Path bin() {
        return root.resolve("bin");
    }

    /** Adds a placeholder of the recording and its value here. */
    public void stands(String recorded, String here) {
        placeholders.put(recorded, here);
    }

    /** Replaces the placeholders in a case's text by their values. */
    public String here(String text) {
        String result = text;
        for (Map.Entry<String, String> placeholder : placeholders.entrySet()) {
            result = result.replace(placeholder.getKey(), placeholder.getValue());
        }
        return result;
    }

    /** Replaces values in our text by placeholders. Of two placeholders for the same value the later one counts. */
    public String recorded(String text) {
        String result = text;
        for (Map.Entry<String, String> placeholder : placeholders.reversed().entrySet()) {
            result = result.replace(placeholder.getValue(), placeholder.getKey());
        }
        return result;
    }

    /** Creates what the setup words describe, if they need only files; the caller handles the other words. */
    public void setUp(GoldenCase golden) {
        try {
            for (Path folder : List.of(home(), work(), bin())) {
                Files.createDirectories(folder);
            }
            for (String word : golden.setupWords()) {
                if (needsOnlyFiles(word)) {
                    create(kind(word), what(word));
                }
            }
            setModes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void create(String kind, String what) throws IOException {
        switch (kind) {
            case "certs" -> putCertificates();
            case "none" -> machine("none", what);
            case "ci" -> machine("ci-test", what);
            case "broken" -> config(what, "{\"ConfigVersion\": 3, \"Driver\": {");
            case "empty" -> config(what, "");
            case "noconf" -> Files.createDirectories(store().resolve("machines").resolve(what));
            case "noplugin" -> config(what, StoredMachine.withoutPlugin(what).json());
            case "future" -> {
                StoredMachine machine = StoredMachine.withUrl("none", what, "tcp://127.0.0.1:1");
                config(what, machine.version(4).json());
            }
            case "file" -> {
                Path file = store().resolve(what);
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                Files.writeString(file, "x");
            }
            case "work" -> Files.writeString(work().resolve(what), "x");
            default -> throw new IllegalStateException(kind);
        }
    }

    private void machine(String driver, String what) throws IOException {
        List<String> parts = new ArrayList<>(List.of(what.split("\\+")));
        String nameAndUrl = parts.removeFirst();
        int at = nameAndUrl.indexOf('@');
        String name = at < 0 ? nameAndUrl : nameAndUrl.substring(0, at);
        String url = at < 0 ? "tcp://127.0.0.1:1" : nameAndUrl.substring(at + 1);
        StoredMachine machine = StoredMachine.withUrl(driver, name, url);
        parts.forEach(machine::flag);
        config(name, machine.json());
        putCertificates();
    }

    /** Copies a CA and a client certificate into the store. */
    public void putCertificates() throws IOException {
        Path folder = Files.createDirectories(store().resolve("certs"));
        for (String file : CERTIFICATES) {
            if (Files.notExists(folder.resolve(file))) {
                Files.copy(certificates.resolve(file), folder.resolve(file));
            }
        }
    }

    /** Writes a machine's config.json into the store and replaces placeholders in it. */
    public void config(String machine, String text) throws IOException {
        Path folder = Files.createDirectories(store().resolve("machines").resolve(machine));
        Files.writeString(folder.resolve("config.json"), here(text));
    }

    /** Sets the modes of the store's files to those of the Go program. */
    public void setModes() throws IOException {
        if (Files.exists(store())) {
            try (Stream<Path> paths = Files.walk(store())) {
                for (Path path : paths.toList()) {
                    String mode = "rw-------";
                    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                        mode = "rwx------";
                    } else if (path.toString().matches(".*/(ca|cert|server)\\.pem")) {
                        mode = "rw-r--r--";
                    }
                    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
                }
            }
        }
    }

    /** Returns the folders and files of the store with their modes, as cases list them; without the lock, see docs/reference/store.md. */
    List<String> files() {
        if (Files.notExists(store())) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(store())) {
            List<String> lines = new ArrayList<>();
            Path lock = store().resolve(".machines.lock");
            for (Path path : paths.filter(each -> !each.equals(lock)).sorted().toList()) {
                String kind = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? "d" : "-";
                String mode =
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
                lines.add(kind + mode + " " + recorded(path.toString()));
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the text of a file, named with placeholders, with values replaced by placeholders. */
    String read(String file) {
        Path path = Path.of(here(file));
        try {
            return Files.exists(path) ? recorded(Files.readString(path)) : "no such file";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
