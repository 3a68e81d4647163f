package io.onemachine.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Requests to real OpenNebula front ends and their answers, as bytes: {@code NAME.request.xml} and {@code NAME.response.xml}. */
public final class RecordedExchanges {
    private static final String RESPONSE = ".response.xml";

    private final String folder;

    private RecordedExchanges(String folder) {
        this.folder = folder;
    }

    /** Returns the exchanges that were recorded with a release, such as 6.8.3. */
    public static RecordedExchanges of(String release) {
        return new RecordedExchanges("/opennebula-" + release + "/");
    }

    /** Returns the bytes of a file. */
    public byte[] bytes(String file) {
        try (InputStream in =
                Objects.requireNonNull(RecordedExchanges.class.getResourceAsStream(folder + file), file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the names of all exchanges, sorted. */
    public List<String> names() {
        try {
            URI found = Objects.requireNonNull(RecordedExchanges.class.getResource(folder), folder)
                    .toURI();
            if (!found.getScheme().equals("jar")) {
                return names(Path.of(found));
            }
            try (FileSystem jar = FileSystems.newFileSystem(found, Map.of())) {
                return names(jar.getPath(folder));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> file.endsWith(RESPONSE))
                    .map(file -> file.substring(0, file.length() - RESPONSE.length()))
                    .sorted()
                    .toList();
        }
    }
}
