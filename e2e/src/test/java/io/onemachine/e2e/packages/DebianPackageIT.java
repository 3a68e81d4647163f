package io.onemachine.e2e.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.RealHosts;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The package for Debian, from its installation to its removal, on a Debian that has no Java. */
@Tag("packages")
final class DebianPackageIT {
    private static final String NAME = "docker-machine-opennebula";
    private static final Path HOME = Path.of("usr/lib", NAME);
    private static final String VERSION = "docker-machine version 0.16.2, build onemachine-";
    private static final long MOST_BYTES = 40_000_000;

    @TempDir
    private Path folder;

    @Test
    void isSmallAndLintianFindsNothing() throws IOException {
        Path deb = Packages.ending(".deb");
        assertThat(Files.size(deb)).isLessThan(MOST_BYTES);
        UserEnvironment.in(folder)
                .run("sh", "-c", "lintian --allow-root --fail-on error,warning \"$1\" 2>&1", "sh", deb.toString())
                .succeeds();
    }

    @Test
    void isInstalledUpgradedUsedAndPurgedOnADebianWithoutJava() throws IOException {
        RealHosts.required();
        try (FreshDebian debian = FreshDebian.in(folder)) {
            debian.asRoot("sh", "-c", "! command -v java").succeeds();
            Set<String> before = debian.files();
            Path deb = Packages.ending(".deb");
            Files.copy(deb, debian.root().resolve("tmp/new.deb"));

            takesThePlaceOfTheOldProgram(debian);
            upgrades(debian, deb);
            walksThroughTheGuide(debian);
            runsTheEmbeddedCloud(debian);
            saysNothingOfACacheThatCannotBeUsed(debian);
            leavesNothing(debian, before);
        }
    }

    private void takesThePlaceOfTheOldProgram(FreshDebian debian) throws IOException {
        Path old = Files.createDirectories(folder.resolve("old"));
        Files.createDirectories(old.resolve("usr/bin"));
        Files.writeString(old.resolve("usr/bin/docker-machine"), "the old program");
        Files.createDirectories(old.resolve("DEBIAN"));
        Files.writeString(old.resolve("DEBIAN/control"), """
                Package: docker-machine
                Version: 0.16.2
                Architecture: all
                Maintainer: Ada <ada@localhost>
                Description: the old program
                """);
        pack(old, debian.root().resolve("tmp/old.deb"));
        debian.asRoot("dpkg", "-i", "/tmp/old.deb").succeeds();
        install(debian, "/tmp/new.deb");
        debian.asUser(Map.of(), "docker-machine", "version").succeeds().says(VERSION);
        debian.asRoot("sh", "-c", "! dpkg-query -s docker-machine >/dev/null 2>&1")
                .succeeds();
        debian.asRoot("dpkg", "--purge", NAME).succeeds();
    }

    /** Over a lower version with a file that the new one lacks. */
    private void upgrades(FreshDebian debian, Path deb) throws IOException {
        Path lower = folder.resolve("lower");
        UserEnvironment computer = UserEnvironment.in(folder);
        computer.run("dpkg-deb", "--raw-extract", deb.toString(), lower.toString())
                .succeeds();
        Path control = lower.resolve("DEBIAN/control");
        Files.writeString(control, Files.readString(control).replaceFirst("(?m)^Version: .*$", "Version: 1:0.0.9"));
        Files.writeString(lower.resolve(HOME).resolve("gone"), "with the next version");
        pack(lower, debian.root().resolve("tmp/lower.deb"));

        install(debian, "/tmp/lower.deb");
        Path gone = debian.root().resolve(HOME).resolve("gone");
        assertThat(gone).exists();
        install(debian, "/tmp/new.deb");
        assertThat(gone).doesNotExist();
        assertThat(debian.asRoot("dpkg", "--verify", NAME).succeeds().stdout()).isEmpty();
        for (String file : new String[] {
            "share/bash-completion/completions/docker-machine",
            "share/zsh/vendor-completions/_docker-machine",
            "share/fish/vendor_completions.d/docker-machine.fish",
            "share/man/man1/docker-machine.1.gz",
            "share/man/man1/docker-machine-driver-opennebula.1.gz",
            "share/man/man1/devcloud.1.gz",
            "share/doc/" + NAME + "/copyright",
            "share/doc/" + NAME + "/changelog.gz",
            "share/doc/" + NAME + "/sbom.cdx.json",
            "lib/" + NAME + "/runtime/legal/bcprov-jdk18on/LICENSE.md",
            "lib/" + NAME + "/runtime/legal/java.base/LICENSE"
        }) {
            assertThat(debian.root().resolve("usr").resolve(file)).isNotEmptyFile();
        }
    }

    private void walksThroughTheGuide(FreshDebian debian) throws IOException {
        try (Cloud cloud = Cloud.ofRealHosts(Files.createDirectory(folder.resolve("front-end")))) {
            Map<String, String> access = new HashMap<>(cloud.access("oneadmin"));
            access.computeIfPresent("ONE_AUTH", (name, file) -> content(Path.of(file)));

            dockerMachine(debian, access, "create", "--driver", "opennebula", "--opennebula-template-id", "0", "web1")
                    .succeeds()
                    .says("Docker is up and running!");
            dockerMachine(debian, access, "ls")
                    .succeeds()
                    .showsLine("web1 +- +opennebula +Running +tcp://.*:2376 +v.*");
            String script = "eval \"$(docker-machine env --shell sh web1)\" && docker-machine active";
            assertThat(debian.asUser(access, "sh", "-c", script).succeeds().stdout())
                    .isEqualTo("web1\n");
            dockerMachine(debian, access, "ssh", "web1", "docker ps -a")
                    .succeeds()
                    .says("CONTAINER ID");
            dockerMachine(debian, access, "inspect", "-f", "{{.DriverName}}", "web1")
                    .succeeds()
                    .says("opennebula");
            assertThat(debian.asUserWithUsrReadOnly(access, "docker-machine", "status", "web1")
                            .succeeds()
                            .stdout())
                    .isEqualTo("Running\n");
            dockerMachine(debian, access, "stop", "web1").succeeds();
            dockerMachine(debian, access, "start", "web1").succeeds();
            dockerMachine(debian, access, "rm", "-y", "web1").succeeds();
            cloud.holdsNothing();
        }
    }

    /** Simulated hosts: real ones would need more packages. */
    private static void runsTheEmbeddedCloud(FreshDebian debian) {
        String script = """
                set -e
                devcloud start --hypervisor stub --port 0 --state /tmp/cloud >/dev/null
                eval "$(devcloud env --state /tmp/cloud)"
                docker-machine create --driver opennebula --opennebula-template-id 0 simulated >/dev/null
                docker-machine ls --format '{{.Name}} {{.State}}'
                docker-machine rm -y simulated >/dev/null
                devcloud stop --state /tmp/cloud >/dev/null""";
        assertThat(debian.asRoot("sh", "-c", script).succeeds().stdout()).isEqualTo("simulated Running\n");
    }

    private static void saysNothingOfACacheThatCannotBeUsed(FreshDebian debian) throws IOException {
        Path cache = debian.root().resolve(HOME).resolve("runtime/lib/quick.aot");
        Path modules = cache.resolveSibling("modules");
        byte[] whole = Files.readAllBytes(cache);

        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rw-------"));
        stillRuns(debian);
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rw-r--r--"));
        Files.write(cache, java.util.Arrays.copyOf(whole, whole.length / 2));
        stillRuns(debian);
        Files.writeString(cache, "this is not a cache");
        stillRuns(debian);
        Files.delete(cache);
        stillRuns(debian);
        Files.write(cache, whole);
        Files.setLastModifiedTime(modules, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
        stillRuns(debian);
    }

    private static void stillRuns(FreshDebian debian) {
        dockerMachine(debian, Map.of(), "version").succeeds().says(VERSION);
    }

    private static void leavesNothing(FreshDebian debian, Set<String> before) {
        debian.asRoot("dpkg", "--remove", NAME).succeeds();
        assertThat(debian.files()).isEqualTo(before);
        debian.asRoot("dpkg", "--purge", NAME);
        assertThat(debian.files()).isEqualTo(before);
        debian.asRoot("sh", "-c", "! dpkg-query -s " + NAME + " >/dev/null 2>&1")
                .succeeds();
    }

    private static Outcome dockerMachine(FreshDebian debian, Map<String, String> variables, String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "docker-machine";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return debian.asUser(variables, command);
    }

    /** dpkg says on stderr what it removes in favour of what. */
    private static void install(FreshDebian debian, String deb) {
        Outcome outcome = debian.asRoot("dpkg", "-i", deb);
        assertThat(outcome.exitCode()).as("exit code of %s", outcome).isZero();
    }

    private void pack(Path tree, Path deb) {
        UserEnvironment.in(folder)
                .run("dpkg-deb", "--root-owner-group", "-Znone", "--build", tree.toString(), deb.toString())
                .succeeds();
    }

    private static String content(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }
}
