package io.onemachine.e2e.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/guide/library.md, compiled against the modules' exports and run on the embedded cloud. */
final class LibraryIT {

    private static final Path CHECKOUT = UserEnvironment.checkout();
    private static final Path JDK = Path.of(System.getProperty("java.home"), "bin");

    @Test
    void theExampleCreatesUsesAndRemovesAMachine(@TempDir Path folder) throws IOException {
        String modules = CHECKOUT.resolve("cli/target/modules").toString();
        Path classes = folder.resolve("classes");
        try (Cloud cloud = Cloud.ofStubs(folder)) {
            UserEnvironment user = cloud.user();
            List<String> javac = new ArrayList<>(List.of(
                    JDK.resolve("javac").toString(),
                    "-Xlint:all",
                    "-Werror",
                    "--module-path",
                    modules,
                    "-d",
                    classes.toString()));
            javac.addAll(sources());
            user.runWithInput("", javac).succeeds();

            Outcome outcome = user.runWithInput(
                    "",
                    List.of(
                            JDK.resolve("java").toString(),
                            "--module-path",
                            classes + ":" + modules,
                            "--add-modules",
                            "io.onemachine.driver",
                            "--module",
                            "example/example.CreateMachine",
                            folder.resolve("example-store").toString(),
                            "0"));
            assertThat(outcome.exitCode()).as("%s", outcome).isZero();

            assertThat(outcome.stdout().lines())
                    .satisfiesExactly(
                            line -> assertThat(line).matches("engine tcp://127\\.[0-9.]+:2376 speaks API 1\\.[0-9]+"),
                            line -> assertThat(line).isEqualTo("host web1"),
                            line -> assertThat(line).isEqualTo("state Stopped"));
            assertThat(outcome.stderr()).contains("Running pre-create checks...");
            assertThat(cloud.api().vms()).isEmpty();
            assertThat(folder.resolve("example-store/machines/web1")).doesNotExist();
        }
    }

    @Test
    void theDocumentNamesFilesThatExist() throws IOException {
        assertThat(Files.readString(CHECKOUT.resolve("docs/guide/library.md"))).contains("../../examples/library");
        assertThat(sources()).hasSize(2);
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(CHECKOUT.resolve("examples/library"))) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }
}
