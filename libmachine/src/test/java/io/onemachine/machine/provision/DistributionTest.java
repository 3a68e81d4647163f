package io.onemachine.machine.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.error.ProvisioningException;
import io.onemachine.machine.options.EngineOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Which entry of the table a system has, and where its engine comes from. */
class DistributionTest {
    private static final EngineOptions DEFAULTS = EngineOptions.defaults();

    @ParameterizedTest
    @CsvFileSource(resources = "os-release.csv", delimiter = '|', emptyValue = "", nullValues = "NONE")
    void systemsBelongToTheirFamily(
            String id, String like, String version, String variant, String runs, String family) {
        String answer = """
                onemachine.os-id=%s
                onemachine.os-like=%s
                onemachine.os-version=%s
                onemachine.os-variant=%s
                onemachine.os-name=A system
                onemachine.user=ada
                onemachine.uid=1000
                onemachine.docker=/usr/bin/docker
                onemachine.dockerd=/usr/bin/dockerd
                onemachine.%s=yes
                """.formatted(text(id), text(like), text(version), text(variant), runs);
        ScriptedHost host = new ScriptedHost(answer);

        if (family.equals("refused")) {
            assertThatThrownBy(() -> ScriptedHost.detected(host, DEFAULTS))
                    .isInstanceOf(ProvisioningException.class)
                    .hasMessageContaining("A system")
                    .hasMessageContaining("without");
            return;
        }
        String expected = family.equals("fallback") ? text(id).toLowerCase(java.util.Locale.ROOT) : family;
        assertThat(ScriptedHost.detected(host, DEFAULTS).label()).isEqualTo(expected);
        assertThat(Distribution.of(HostFacts.parse(answer).system()).isEmpty()).isEqualTo(family.equals("fallback"));
    }

    private static String text(String value) {
        return Optional.ofNullable(value).orElse("");
    }

    @ParameterizedTest
    @CsvSource({
        "debian,,install-docker.sh",
        "rocky,9.5,install-docker.sh",
        "fedora,43,install-docker.sh",
        "almalinux,9.5,install-repository.sh",
        "ol,10.0,install-repository.sh",
        "amzn,2023,install-distribution.sh",
        "opensuse-leap,15.6,install-distribution.sh",
        "arch,,install-distribution.sh",
        "alpine,3.23.2,install-distribution.sh",
        "photon,5.0,install-distribution.sh"
    })
    void usualSourceIsTheBestThatTheDistributionHas(String id, String version, String script) {
        assertThat(installation(id, text(version), DEFAULTS).scripts()).last().isEqualTo(script);
    }

    @Test
    void dockersRepositoryIsNamedByTheMajorVersion() {
        assertThat(installation("almalinux", "9.5", DEFAULTS).values())
                .containsAllEntriesOf(
                        Map.of("REPOSITORY_URL", "https://download.docker.com/linux/rhel", "RELEASE", "9"));
        assertThat(installation("ol", "7.9", DEFAULTS).values())
                .containsAllEntriesOf(
                        Map.of("REPOSITORY_URL", "https://download.docker.com/linux/centos", "RELEASE", "7"));
        assertThatThrownBy(() -> installation("almalinux", "Kitten", DEFAULTS))
                .isInstanceOf(ProvisioningException.class)
                .hasMessageContaining("does not tell its version");
    }

    @Test
    void scriptOfTheUsersRunsEverywhereWhereSomethingCanBeInstalled() {
        EngineOptions options = ScriptedHost.installing("https://example.org/x.sh", "", List.of());
        for (String id : List.of("debian", "almalinux", "amzn", "arch", "alpine")) {
            assertThat(installation(id, "9", options).scripts()).last().isEqualTo("install-docker.sh");
            assertThat(installation(id, "9", options).scripts()).doesNotContain("prefer-repository.sh");
        }
        assertThatThrownBy(() -> installation("flatcar", "4459.0.0", options))
                .isInstanceOfSatisfying(ProvisioningException.class, refused -> {
                    assertThat(refused).hasMessageContaining("part of the system");
                    assertThat(refused.hint()).contains("Use an image that has Docker.");
                });
    }

    @Test
    void distributionWithoutAPackageNamesTheAlternative() {
        EngineOptions options = ScriptedHost.installing("distro", "", List.of());
        for (String id : List.of("rhel", "rocky", "almalinux")) {
            assertThatThrownBy(() -> installation(id, "9", options))
                    .isInstanceOfSatisfying(
                            ProvisioningException.class,
                            refused -> assertThat(refused.hint())
                                    .hasValueSatisfying(
                                            hint -> assertThat(hint).contains("‹option engine-install-url› out")));
        }
        assertThat(installation("fedora", "43", options).values()).containsEntry("PACKAGES", "moby-engine docker-cli");
    }

    @Test
    void whatCannotBeInstalledIsRefusedBeforeAnythingIsSent() {
        for (String id : List.of("flatcar", "sle-micro")) {
            ScriptedHost host = new ScriptedHost(ScriptedHost.DEBIAN
                    .replace("os-id=debian", "os-id=" + id)
                    .replace("docker=/usr/bin/docker", "docker="));
            Provisioner provisioner = ScriptedHost.detected(host, DEFAULTS);
            assertThatThrownBy(() -> provisioner.checkConfiguration(ScriptedHost.request(DEFAULTS)))
                    .isInstanceOf(ProvisioningException.class)
                    .hasMessageContaining("Docker cannot be installed on Debian GNU/Linux 13 (trixie)");
            assertThat(host.commands).hasSize(1);
        }
    }

    private static EngineInstallation installation(String id, String version, EngineOptions options) {
        OperatingSystem system = new OperatingSystem(id, List.of(), version, "", "A system", false);
        return EngineInstallation.of(Distribution.of(system).orElseThrow(), system, options);
    }
}
