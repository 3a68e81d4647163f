package io.onemachine.cli.golden;

import io.onemachine.cli.testing.TestCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The folders a golden case runs in, with the store its setup words describe. */
final class GoldenWorkspace {
    private final Path root;
    private final Path store;

    GoldenWorkspace(Path root) {
        this.root = root;
        this.store = root.resolve("store");
    }

    /** Why the setup cannot be made here, if so. */
    static Optional<String> unsupported(String setup) {
        for (String word : words(setup)) {
            String kind = word.contains(":") ? word.substring(0, word.indexOf(':')) : word;
            switch (kind) {
                case "", "certs", "none", "ci", "broken", "empty", "noconf", "noplugin", "future", "file", "work" -> {}
                case "generic", "host", "key" -> {
                    return Optional.of("needs the generic driver and an SSH host");
                }
                case "one", "one-off", "one-gone", "one-noid", "one-noid-gone", "oned" -> {
                    return Optional.of("needs an OpenNebula front end");
                }
                case "stub" -> {
                    return Optional.of("needs stand-ins for ssh, scp, rsync and sshfs in PATH");
                }
                default -> throw new IllegalStateException("unknown setup word " + word);
            }
        }
        return Optional.empty();
    }

    private static List<String> words(String setup) {
        return setup.isBlank() ? List.of() : List.of(setup.split(" "));
    }

    /** Text of a case with this workspace's paths for the placeholders. */
    String here(String text) {
        return text.replace("$STORE", store.toString())
                .replace("$WORK", root.resolve("work").toString())
                .replace("$HOME", root.resolve("home").toString())
                .replace("$BIN", root.resolve("bin").toString());
    }

    /** Output of ours with placeholders for this workspace's paths. */
    String portable(String text) {
        return text.replace(store.toString(), "$STORE")
                .replace(root.resolve("work").toString(), "$WORK")
                .replace(root.resolve("home").toString(), "$HOME")
                .replace(root.resolve("bin").toString(), "$BIN");
    }

    Path home() {
        return root.resolve("home");
    }

    Path store() {
        return store;
    }

    /** The text of a file named with placeholders, with placeholders for this workspace's paths. */
    String read(String file) {
        try {
            return portable(Files.readString(Path.of(here(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void setUp(String setup) {
        try {
            Files.createDirectories(root.resolve("home"));
            Files.createDirectories(root.resolve("work"));
            for (String word : words(setup)) {
                int colon = word.indexOf(':');
                String kind = colon < 0 ? word : word.substring(0, colon);
                make(kind, word.substring(colon + 1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void make(String kind, String what) throws IOException {
        switch (kind) {
            case "certs" -> TestCertificates.copyTo(store);
            case "none" -> machine("none", what);
            case "ci" -> machine("ci-test", what);
            case "broken" -> config(what, "{\"ConfigVersion\": 3, \"Driver\": {");
            case "empty" -> config(what, "");
            case "noconf" -> Files.createDirectories(store.resolve("machines").resolve(what));
            case "noplugin" -> config(what, new StoredMachine("gone", what, store).withoutPlugin());
            case "future" ->
                config(what, new StoredMachine("none", what, store).json().replace(": 3,", ": 4,"));
            case "file" -> {
                Path file = store.resolve(what);
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                Files.writeString(file, "x");
            }
            case "work" -> Files.writeString(root.resolve("work").resolve(what), "x");
            default -> throw new IllegalStateException(kind);
        }
    }

    /** {@code NAME[@URL][+--flag=value...]}. */
    private void machine(String driver, String what) throws IOException {
        List<String> parts = new ArrayList<>(List.of(what.split("\\+")));
        String nameAndUrl = parts.removeFirst();
        int at = nameAndUrl.indexOf('@');
        String name = at < 0 ? nameAndUrl : nameAndUrl.substring(0, at);
        StoredMachine machine = new StoredMachine(driver, name, store);
        if (at >= 0) {
            machine.url = nameAndUrl.substring(at + 1);
        }
        parts.forEach(machine::flag);
        config(name, machine.json());
        TestCertificates.copyTo(store);
    }

    private void config(String machine, String text) throws IOException {
        Path folder = Files.createDirectories(store.resolve("machines").resolve(machine));
        Files.writeString(folder.resolve("config.json"), text);
    }
}
