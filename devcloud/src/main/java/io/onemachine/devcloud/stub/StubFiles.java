package io.onemachine.devcloud.stub;

import io.onemachine.devcloud.hypervisor.HypervisorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files written to a simulated host's disk. Other paths lead nowhere: the computer's own files are out of reach. */
final class StubFiles {

    private static final int LARGEST = 1 << 20;

    private final Path directory;
    private final Path root;

    StubFiles(Path directory) {
        this.directory = directory;
        this.root = directory.resolve("root").toAbsolutePath().normalize();
    }

    Optional<String> read(String path) {
        try {
            return Optional.of(Files.readString(resolve(path)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // for example a folder
        }
    }

    void write(String path, String content) {
        if (content.length() > LARGEST) {
            throw new HypervisorException("a simulated host keeps no file above 1 MiB: " + path);
        }
        Path file = resolve(path);
        try {
            Path parent = file.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.write(file, content.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new HypervisorException("cannot keep " + path + " of a simulated host: " + e.getMessage(), e);
        }
    }

    /** Deletes the whole disk. */
    void delete() {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(directory)) {
            List<Path> leavesFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : leavesFirst) {
                Files.delete(path);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new HypervisorException("cannot delete " + directory + ": " + e.getMessage(), e);
        }
    }

    /** Returns where a path of the host is on this computer; never outside the host's disk. */
    Path resolve(String path) {
        Path inside = Path.of("/", path).normalize();
        return root.resolve(Path.of("/").relativize(inside));
    }
}
