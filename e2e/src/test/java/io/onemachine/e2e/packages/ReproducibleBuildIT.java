package io.onemachine.e2e.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A build of these sources in another folder gives the same packages, byte for byte, except four start-up caches: which
 * constants are resolved in those depends on the threads of a training run. The files that contain them are compared entry by entry.
 */
@Tag("packages")
final class ReproducibleBuildIT {
    private static final Pattern BY_CHANCE = Pattern.compile("/runtime/lib/(quick|engine|store|plugin)\\.aot( |$)");

    /** Of each file in each package: mode, time, target, sum. */
    private static final String CONTENTS = """
            set -eu
            cd "$1/dist/target/packages"
            work=$(mktemp -d)
            trap 'rm -rf "$work"' EXIT
            mkdir "$work/tar" "$work/deb"
            tar -C "$work/tar" -xzpf ./*.tar.gz
            dpkg-deb -x ./*.deb "$work/deb"
            rpm -qp --dump ./*.rpm
            rpm -qp --scripts --requires --provides --changelog ./*.rpm
            dpkg-deb -f ./*.deb Package Version Depends Description
            sha256sum ./*.cdx.json
            cd "$work"
            find tar/* deb/* -printf '%m %T@ %l %p\\n' | sort
            find . -type f -exec sha256sum {} + | sort -k 2
            """;

    @TempDir
    private Path folder;

    @Test
    void aBuildInAnotherFolderCreatesTheSamePackages() throws IOException {
        Path copy = Files.createDirectories(folder.resolve("elsewhere/on this computer/sources"));
        UserEnvironment builder = UserEnvironment.in(folder).with("HOME", System.getProperty("user.home"));
        builder.run(
                        "sh",
                        "-c",
                        "tar -C \"$1\" --exclude=target --exclude=./.git -c . | tar -C \"$2\" -x",
                        "sh",
                        UserEnvironment.checkout().toString(),
                        copy.toString())
                .succeeds();
        Outcome build = builder.at(copy)
                .run("sh", "-c", "mvn -q -Pdist package -Dmaven.test.skip=true -pl dist,devcloud-nspawn -am 2>&1");
        assertThat(build.exitCode()).as("exit code of %s", build).isZero();

        List<String> here = contents(builder, UserEnvironment.checkout());
        assertThat(here)
                .anyMatch(line -> line.endsWith("/runtime/lib/onemachine.aot"))
                .anyMatch(line -> line.endsWith("deb/usr/bin/docker-machine"))
                .anyMatch(line -> line.startsWith("/usr/bin/docker-machine "))
                .anyMatch(line -> line.endsWith(".cdx.json"));
        assertThat(contents(builder, copy)).isEqualTo(here);
    }

    private static List<String> contents(UserEnvironment builder, Path checkout) {
        return builder.run("sh", "-c", CONTENTS, "sh", checkout.toString())
                .succeeds()
                .stdout()
                .lines()
                .filter(line -> !BY_CHANCE.matcher(line).find())
                .toList();
    }
}
