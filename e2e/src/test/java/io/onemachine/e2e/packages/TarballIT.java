package io.onemachine.e2e.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tarball: unpacked anywhere, it runs, through a link too, and beside whatever Java there is. */
@Tag("packages")
final class TarballIT {
    private static final String VERSION = "docker-machine version 0.16.2, build onemachine-";

    @TempDir
    private Path folder;

    private UserEnvironment user;
    private Path home;

    @BeforeEach
    void unpack() throws IOException {
        Path place = Files.createDirectory(folder.resolve("a place with blanks"));
        user = UserEnvironment.in(folder).with("JAVA_HOME", "");
        user.run("tar", "-xzf", Packages.ending(".tar.gz").toString(), "-C", place.toString())
                .succeeds();
        try (var entries = Files.list(place)) {
            home = entries.findFirst().orElseThrow();
        }
        assertThat(home.getFileName().toString()).startsWith("opennebula-docker-machine-");
    }

    @Test
    void runsWhereItWasUnpackedAndThroughLinks() throws IOException {
        user.run(home.resolve("bin/docker-machine").toString(), "version")
                .succeeds()
                .says(VERSION);
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("docker-machine"), home.resolve("bin/docker-machine"));
        Files.createSymbolicLink(folder.resolve("link"), bin.resolve("docker-machine"));
        user.run(folder.resolve("link").toString(), "version").succeeds().says(VERSION);
        user.with("JAVA_TOOL_OPTIONS", "-Dx=y")
                .with("_JAVA_OPTIONS", "-Dx=y")
                .run(bin.resolve("docker-machine").toString(), "ls", "-q")
                .succeeds();
    }

    @Test
    void theOtherProgramsRunToo() {
        user.run(home.resolve("bin/docker-machine-driver-opennebula").toString())
                .failsWith(1);
        user.run(home.resolve("bin/devcloud").toString(), "help").succeeds().says("OpenNebula-compatible cloud");
    }

    @Test
    void namesWithoutAsciiAreReadInTheLocaleC() {
        user.with("LC_ALL", "C")
                .run(home.resolve("bin/docker-machine").toString(), "status", "größe")
                .failsWith(1)
                .complains("größe");
    }

    @Test
    void saysWhatIsInIt() throws IOException {
        assertThat(home.resolve("LICENSE")).isNotEmptyFile();
        assertThat(home.resolve("copyright")).content().contains("Bouncy Castle", "Gson", "JSch", "OpenJDK");
        assertThat(home.resolve("sbom.cdx.json"))
                .content()
                .contains("\"CycloneDX\"", "pkg:maven/com.google.code.gson/gson@", "\"OpenJDK\"")
                .doesNotContain("serialNumber", folder.getRoot().resolve("root").toString() + "/");
        assertThat(home.resolve("lib/runtime/legal/jsch/LICENSE.jBCrypt.txt")).isNotEmptyFile();
    }
}
