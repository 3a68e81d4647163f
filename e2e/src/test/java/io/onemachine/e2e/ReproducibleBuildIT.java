package io.onemachine.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever builds these sources elsewhere gets the same packages and programs, byte for byte. */
@Tag("packages")
final class ReproducibleBuildIT {
    private static final List<String> PROGRAMS = List.of("docker-machine", "docker-machine-driver-opennebula");

    @TempDir
    private Path folder;

    @Test
    void aBuildInAnotherFolderMakesTheSameBytes() throws IOException {
        Path copy = Files.createDirectories(folder.resolve("elsewhere/on this computer/sources"));
        Workspace builder = Workspace.in(folder).with("HOME", System.getProperty("user.home"));
        builder.run(
                        "sh",
                        "-c",
                        "tar -C \"$1\" --exclude=target --exclude=./.git -c . | tar -C \"$2\" -x",
                        "sh",
                        Workspace.checkout().toString(),
                        copy.toString())
                .succeeds();
        Outcome build = builder.at(copy)
                .run("sh", "-c", "mvn -q -Pdist package -Dmaven.test.skip=true -pl dist,devcloud -am 2>&1");
        assertThat(build.exitCode()).as("exit code of %s", build).isZero();

        Map<String, String> here = sums(builder, Workspace.checkout());
        assertThat(here.keySet())
                .anyMatch(name -> name.endsWith(".deb"))
                .anyMatch(name -> name.endsWith(".rpm"))
                .anyMatch(name -> name.endsWith(".tar.gz"))
                .anyMatch(name -> name.endsWith(".cdx.json"))
                .containsAll(PROGRAMS);
        assertThat(sums(builder, copy)).isEqualTo(here);
    }

    private static Map<String, String> sums(Workspace builder, Path checkout) throws IOException {
        Map<String, String> sums = new TreeMap<>();
        Path target = checkout.resolve("dist/target");
        try (Stream<Path> packages = Files.list(target.resolve("packages"))) {
            for (Path file : packages.toList()) {
                sums.put(file.getFileName().toString(), sum(builder, file));
            }
        }
        for (String program : PROGRAMS) {
            sums.put(program, sum(builder, target.resolve(program)));
        }
        return sums;
    }

    private static String sum(Workspace builder, Path file) {
        return builder.run("sh", "-c", "sha256sum <\"$1\"", "sh", file.toString())
                .succeeds()
                .stdout();
    }
}
