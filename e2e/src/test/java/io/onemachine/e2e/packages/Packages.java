package io.onemachine.e2e.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The packages that the build created. */
final class Packages {
    static final Path FOLDER = UserEnvironment.checkout().resolve("dist/target/packages");

    private Packages() {}

    /** The only file there with that suffix. */
    static Path ending(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Path> found =
                    files.filter(file -> file.toString().endsWith(suffix)).toList();
            assertThat(found).as("files ending with %s in %s", suffix, FOLDER).hasSize(1);
            return found.getFirst();
        }
    }
}
