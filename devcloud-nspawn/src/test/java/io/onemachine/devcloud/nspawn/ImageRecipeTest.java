package io.onemachine.devcloud.nspawn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.onemachine.devcloud.hypervisor.HypervisorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageRecipeTest {

    @Test
    void everyImageHasARecipeOfItsOwn() {
        assertThat(Arrays.stream(Image.values()).map(ImageRecipe::hash).distinct())
                .hasSameSizeAs(Image.values());
        assertThat(ImageRecipe.hash(Image.BOOT2DOCKER))
                .matches("[0-9a-f]{20}")
                .isEqualTo(ImageRecipe.hash(Image.BOOT2DOCKER));
    }

    @Test
    void imagesLieOnEachOther() {
        assertThat(Image.of("boot2docker").stack())
                .containsExactly(Image.DEBIAN_PLAIN, Image.DEBIAN_DOCKER, Image.BOOT2DOCKER);
    }

    @Test
    void distributionsOfAFamilyShareAllButAThinLayer() {
        assertThat(Image.of("rocky-9").stack()).containsExactly(Image.FAMILIES, Image.RPM, Image.ROCKY_9);
        assertThat(Image.ROCKY_9.scripts()).containsExactly("disguise/rocky-9.sh");
        assertThat(ImageRecipe.packages(Image.FAMILIES)).contains("openssh-server", "dnf", "zypper");
        assertThat(ImageRecipe.packages(Image.DEBIAN_PLAIN)).isEqualTo(ImageRecipe.BASE_PACKAGES);
    }

    @Test
    void offeredImagesSayWhatIsRealAndLeaveBasesOut() {
        assertThat(Image.offered())
                .extracting("name")
                .contains("debian-docker", "rocky-9", "alpine-3.22")
                .doesNotContain("families");
        assertThat(Image.offered()).allSatisfy(image -> {
            assertThat(image.base()).startsWith("Debian ");
            assertThat(image.real()).isNotEmpty();
        });
    }

    @Test
    void anUnknownImageIsNamedTogetherWithThoseThereAre() {
        assertThatThrownBy(() -> Image.of("windows"))
                .isInstanceOf(HypervisorException.class)
                .hasMessage("There is no image source \"windows\"; there are debian-plain, debian-docker, boot2docker,"
                        + " debian-plain-12, debian-docker-20.10, debian-cloud-init, families, family-rpm, family-zypper, family-pacman, family-openrc,"
                        + " rocky-9, alma-9, oracle-9, rhel-9, centos-stream-9, amazon-2023, fedora-42, opensuse-leap-15.6, sles-15.7,"
                        + " arch, manjaro, alpine-3.22, flatcar, fedora-coreos, photon-5");
    }

    @Test
    void scriptsAreCleanShell(@TempDir Path folder) throws Exception {
        ProcessCommandRunner runner = new ProcessCommandRunner();
        boolean installed =
                runner.run(Command.of("sh", "-c", "command -v shellcheck")).succeeded();
        assumeTrue(installed, "shellcheck is not installed");
        for (Image image : Image.values()) {
            ImageRecipe.extract(image, folder);
        }
        Files.writeString(folder.resolve("launch.sh"), ImageRecipe.text("launch.sh"));
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> scripts = files.filter(Files::isRegularFile)
                    .filter(ImageRecipeTest::isShell)
                    .map(Path::toString)
                    .toList();
            assertThat(scripts).hasSizeGreaterThan(8);
            for (String script : scripts) {
                CommandResult result = runner.run(Command.of("shellcheck", "--shell=sh", script));
                assertThat(result.output()).as(script).isEmpty();
            }
        }
    }

    private static boolean isShell(Path file) {
        try {
            String text = Files.readString(file);
            return file.toString().endsWith(".sh")
                    || text.startsWith("#!/bin/sh\n")
                    || text.startsWith("#!/sbin/openrc-run\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
