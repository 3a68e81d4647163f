package io.onemachine.machine.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.machine.process.Command;
import io.onemachine.machine.process.CommandResult;
import io.onemachine.machine.process.SystemCommandRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the scripts of package managers take their answers; the programs are imitations that note what they are asked. */
class PackageManagersTest {
    /** Columns as dnf prints them where there is no terminal, a long name with its version on the next line. */
    private static final String DNF_LIST = """
            Installed Packages
            containerd.io.x86_64            1.7.24-3.1.el9            @docker-ce-stable
            Available Packages
            docker-ce.x86_64                3:26.1.4-1.el9            docker-ce-stable
            docker-ce.x86_64                3:26.10.0-1.el9           docker-ce-stable
            docker-ce.x86_64                3:26.1.10-1.el9           docker-ce-stable
            docker-ce-cli.x86_64            1:26.1.4-1.el9            docker-ce-stable
            docker-ce-cli.x86_64            1:26.1.10-1.el9           docker-ce-stable
            docker-ce-rootless-extras-of-another-name.x86_64
                                            26.1.4-1.el9              docker-ce-stable
            containerd.io.x86_64            1.7.25-3.1.el9            docker-ce-stable
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"dnf", "yum", "tdnf"})
    void newestPackagesOfTheVersionAreInstalled(String dnf) {
        program(dnf, "case \"$*\" in *list*) cat <<'E'\n" + DNF_LIST + "E\n;; esac");

        CommandResult result =
                install(PackageManager.DNF, "26.1", "docker-ce docker-ce-cli containerd.io docker-buildx-plugin");

        assertThat(result.exitCode()).as(result.errors()).isZero();
        assertThat(asked())
                .last()
                .isEqualTo(dnf + " -y install docker-ce-26.1.10-1.el9 docker-ce-cli-26.1.10-1.el9 containerd.io");
        assertThat(asked())
                .filteredOn(line -> line.contains("list"))
                .allSatisfy(
                        line -> assertThat(line.contains("--showduplicates")).isEqualTo(!dnf.equals("tdnf")));
    }

    @Test
    void missingVersionIsReportedWithThoseThatAreOffered() {
        program("dnf", "case \"$*\" in *list*) cat <<'E'\n" + DNF_LIST + "E\n;; esac");

        CommandResult result = install(PackageManager.DNF, "27", "docker-ce docker-ce-cli");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.errors()).isEqualTo("""
                        The distribution has no Docker 27. It has:
                          3:26.10.0-1.el9
                          3:26.1.10-1.el9
                          3:26.1.4-1.el9
                        """);
        assertThat(asked()).noneMatch(line -> line.contains("install"));
    }

    @Test
    void packagesThatStandInTheWayAreNamed() {
        program("dnf", """
                case "$*" in
                *install*)
                    echo 'Error: package containerd.io-1.7 from x conflicts with runc provided by runc-1.1 from @System'
                    exit 1 ;;
                esac
                """);
        program("rpm", "case $* in *' runc') echo runc 1.1 ;; *) echo 'package x is not installed' ;; esac");

        CommandResult result = install(PackageManager.DNF, "", "docker-ce");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.errors())
                .contains(
                        "conflicts with runc",
                        "cannot be there beside Docker's: runc. If nothing needs them: dnf remove runc\n");
    }

    @Test
    void podmansProgramIsNotTakenForDocker() {
        program("dnf", "");
        program("docker", "");
        program("rpm", "echo podman-docker");

        CommandResult result = install(PackageManager.DNF, "", "docker-ce");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.errors()).contains("The host's program docker is Podman's, from the package podman-docker");
        assertThat(asked()).noneMatch(line -> line.startsWith("dnf"));
    }

    @ParameterizedTest
    @CsvSource({
        "0,0,''",
        "102,0,''",
        "103,0,''",
        "106,0,''",
        "107,0,''",
        "104,1,No repository of the host has the package",
        "7,1,held zypper's lock"
    })
    void exitCodesOfZypperAreUnderstood(int code, int expected, String told) {
        program("zypper", """
                case "$*" in
                *search*) cat <<'E'
                <?xml version='1.0'?>
                <stream><search-result version="0.0"><solvable-list>
                <solvable status="not-installed" name="docker" kind="package" edition="26.1.4_ce-1.1" arch="x86_64" repository="r"/>
                <solvable status="not-installed" name="docker" kind="package" edition="26.1.5_ce-2.1" arch="x86_64" repository="r"/>
                </solvable-list></search-result></stream>
                E
                ;;
                *install*) [ "$ZYPP_LOCK_TIMEOUT" = 300 ] || exit 99; exit %d ;;
                esac
                """.formatted(code));

        CommandResult result = install(PackageManager.ZYPPER, "26.1", "docker");

        assertThat(result.exitCode()).as(result.errors()).isEqualTo(expected);
        assertThat(result.errors()).contains(told);
        assertThat(asked()).last().isEqualTo("zypper --non-interactive install --no-recommends docker=26.1.5_ce-2.1");
    }

    /** Installing by new databases what old packages must work with has broken hosts. */
    @Test
    void archInstallsByTheDatabasesThatItHasOrUpgradesEverything() throws IOException {
        Files.createDirectories(folder.resolve("sync"));
        Files.writeString(folder.resolve("sync/extra.db"), "");
        program("pacman-conf", "[ $1 != DBPath ] || echo " + folder + "/");
        program("pacman", """
                case $1 in
                -Si) printf 'Name : docker\\nVersion : 1:28.0-1\\n' ;;
                -S) [ ! -e gone ] ;;
                esac
                """);

        assertThat(install(PackageManager.PACMAN, "28", "docker").exitCode()).isZero();
        assertThat(asked()).last().isEqualTo("pacman -S --noconfirm --needed docker");

        Files.writeString(folder.resolve("gone"), "");
        assertThat(install(PackageManager.PACMAN, "", "docker").exitCode()).isZero();
        assertThat(asked()).last().isEqualTo("pacman -Syu --noconfirm --needed docker");
        assertThat(asked()).noneMatch(line -> line.startsWith("pacman -Sy "));

        Files.delete(folder.resolve("sync/extra.db"));
        assertThat(install(PackageManager.PACMAN, "", "docker").exitCode()).isZero();
        assertThat(asked().subList(asked().size() - 3, asked().size()))
                .containsExactly(
                        "pacman -Sy --noconfirm", "pacman -Si docker", "pacman -Syu --noconfirm --needed docker");
    }

    @Test
    void alpineIsAskedToWaitForItsLock() {
        program("apk", """
                case "$*" in
                policy*) printf 'docker policy:\\n  28.3.3-r0:\\n    http://x/community\\n  27.5.1-r2:\\n    http://x/old\\n  27.5.10-r0:\\n    http://x/old\\n' ;;
                *add*) echo 'ERROR: unable to select packages: docker (no such package): required by: world[docker]'; exit 1 ;;
                esac
                """);

        CommandResult result = install(PackageManager.APK, "27", "docker docker-cli");

        assertThat(asked())
                .contains("apk --wait 300 update")
                .last()
                .isEqualTo("apk --wait 300 add docker=27.5.10-r0 docker-cli=27.5.10-r0");
        assertThat(result.errors()).contains("repository \"community\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dnf", "yum", "tdnf"})
    void onlyDockersPackagesAreUpgraded(String dnf) {
        program(dnf, "");
        program("dockerd", "echo 'Docker version 26.1.4, build x'");
        program("docker", "");
        program("rpm", """
                case "$*" in
                *-f*) echo docker-ce ;;
                *) printf 'docker-ce 3:26.1.4-1.el9\\npackage docker-ce-cli is not installed\\ncontainerd.io 1.7-1\\n' ;;
                esac
                """);

        CommandResult result = run(PackageManager.DNF, Map.of(), "upgrade-docker.sh");

        assertThat(result.output())
                .as(result.errors())
                .contains("onemachine.before=26.1.4\n", "onemachine.after=26.1.4\n");
        assertThat(asked())
                .filteredOn(line -> line.startsWith(dnf))
                .last()
                .isEqualTo(dnf + " -y " + (dnf.equals("dnf") ? "upgrade" : "update") + " docker-ce containerd.io");
    }

    @Test
    void tasksOfASwarmAreNotAmongTheContainersThatRan() {
        program("dnf", "");
        program("dockerd", "echo 'Docker version 26.1.4, build x'");
        program("docker", """
                case "$*" in
                'ps --format {{.Names}} {{.Label "com.docker.swarm.task.id"}}')
                    printf '%s\\n' 'web ' 'api.1.x8k2 x8k2' 'db,web/db ' 'agent.q1.z9 z9' ;;
                esac
                """);
        program("rpm", "case \"$*\" in *-f*) echo docker-ce ;; *) echo docker-ce 3:26.1.4-1.el9 ;; esac");

        CommandResult result = run(PackageManager.DNF, Map.of(), "upgrade-docker.sh");

        assertThat(result.output()).as(result.errors()).contains("onemachine.running=web db \n");
    }

    private CommandResult install(PackageManager packages, String version, String names) {
        return run(
                packages,
                Map.of("ENGINE_VERSION", version, "PACKAGES", names),
                "choose-packages.sh",
                "install-distribution.sh");
    }

    /** Runs scripts on a computer that has no other programs than the usual ones and the imitations. */
    private CommandResult run(PackageManager packages, Map<String, String> values, String... last) {
        List<String> scripts = new ArrayList<>(List.of("packages.sh"));
        scripts.addAll(packages.scripts());
        scripts.addAll(List.of(last));
        String script = scripts.stream()
                .map(HostShell::script)
                .collect(Collectors.joining("\n"))
                .replace(
                        "PATH=$PATH:/usr/local/bin:/usr/local/sbin:/usr/sbin:/sbin\n", "PATH=" + usualPrograms() + "\n")
                .replace("/etc/", folder + "/etc/");
        return new SystemCommandRunner()
                .run(Command.of(Duration.ofSeconds(20), List.of("sh", "-s"))
                        .withInput(HostShell.withValues(script, values)));
    }

    /** A folder without the package managers and the Docker of this computer. */
    private Path usualPrograms() {
        Path bin = folder.resolve("bin");
        for (String name : List.of(
                "awk",
                "cat",
                "dirname",
                "find",
                "grep",
                "head",
                "mktemp",
                "readlink",
                "rm",
                "sed",
                "sleep",
                "sort",
                "stat",
                "timeout",
                "tr",
                "uniq")) {
            Path link = bin.resolve(name);
            for (String place : List.of("/usr/bin", "/bin")) {
                if (!Files.exists(link) && Files.exists(Path.of(place, name))) {
                    try {
                        Files.createSymbolicLink(link, Path.of(place, name));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        }
        return bin;
    }

    private void program(String name, String text) {
        try {
            Path file = folder.resolve("bin").resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file, "#!/bin/sh\ncd '" + folder + "'\nprintf '%s\\n' \"" + name + " $*\" >>asked\n" + text + "\n");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> asked() {
        try {
            return Files.exists(folder.resolve("asked")) ? Files.readAllLines(folder.resolve("asked")) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
