package io.onemachine.machine.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.error.ProvisioningException;
import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.process.Command;
import io.onemachine.machine.process.CommandResult;
import io.onemachine.machine.process.SystemCommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The installation of an engine: source, version, packages. */
class InstallationTest {
    @Test
    void missingDockerIsInstalledAndItsPathUsed() {
        String plain = ScriptedHost.DEBIAN
                .replace("docker=/usr/bin/docker", "docker=")
                .replace("dockerd=/usr/sbin/dockerd", "dockerd=");
        ScriptedHost host = new ScriptedHost(plain, "a lot of output\nonemachine.dockerd=/opt/bin/dockerd\n", "");
        Provisioner provisioner = ScriptedHost.detected(host, EngineOptions.defaults());
        ProvisionRequest request = ScriptedHost.request(EngineOptions.defaults());

        assertThat(provisioner.isDockerInstalled()).isFalse();
        provisioner.installDocker(request);
        provisioner.configureEngine(request, ScriptedHost.CERTIFICATES);

        assertThat(host.inputs.get(1)).contains("INSTALL_URL='https://get.docker.com'");
        assertThat(host.inputs.get(2)).contains("ExecStart=/opt/bin/dockerd ");
    }

    @Test
    void sourceVersionAndProxiesArePassedToTheInstallation() {
        List<String> env = List.of("HTTP_PROXY=http://proxy:3128", "no_proxy=a,b", "NO_PROXY=c", "OTHER=x");
        ScriptedHost host = new ScriptedHost(ScriptedHost.DEBIAN, "onemachine.dockerd=/usr/sbin/dockerd\n");
        EngineOptions options = ScriptedHost.installing("distro", "v26.1", env);
        ScriptedHost.detected(host, options).installDocker(ScriptedHost.request(options));

        assertThat(host.inputs.get(1))
                .contains(
                        "http_proxy='http://proxy:3128'\n",
                        "HTTP_PROXY='http://proxy:3128'\n",
                        "no_proxy='a,b'\n",
                        "NO_PROXY='c'\n",
                        "ENGINE_VERSION='26.1'\n",
                        "apt-cache madison")
                .doesNotContain("OTHER", "INSTALL_URL=");
    }

    @ParameterizedTest
    @CsvSource({"26.1,true", "26.1.5,true", "v26,true", "26.1.50,false", "2,false", "27.0,false"})
    void engineOfAnotherVersionIsRefused(String asked, boolean fits) {
        ScriptedHost host = new ScriptedHost(ScriptedHost.DEBIAN, "Docker version 26.1.5+dfsg1, build a72d7cd\n");
        EngineOptions options = ScriptedHost.installing("https://get.docker.com", asked, List.of());
        Provisioner provisioner = ScriptedHost.detected(host, options);

        if (fits) {
            provisioner.checkVersion(ScriptedHost.request(options));
        } else {
            assertThatThrownBy(() -> provisioner.checkVersion(ScriptedHost.request(options)))
                    .isInstanceOf(ProvisioningException.class)
                    .hasMessage("The host has Docker 26.1.5+dfsg1, and ‹option engine-version› asks for " + asked);
        }
    }

    private static final List<String> INSTALLATION = List.of(
            "packages.sh", "packages-apt.sh", "choose-packages.sh", "install-distribution.sh", "tell-dockerd.sh");

    @Test
    void distributionsPackagesAreSearchedForTheVersion(@TempDir Path folder) throws IOException {
        program(folder, "apt-get", "echo \"$@\" >>apt-get.log");
        program(folder, "apt-cache", """
                case $1 in
                madison) [ "$2" = docker.io ] && printf 'docker.io | 5:26.10.1-1 | x\\ndocker.io | 26.1.5+dfsg1-9 | x\\n' ;;
                show) exit 1 ;;
                esac
                """);
        program(folder, "dockerd", "");
        Map<String, String> values =
                new LinkedHashMap<>(Map.of("ENGINE_VERSION", "26.1", "PACKAGES", "docker.io docker-cli"));
        CommandResult found = runIn(folder, INSTALLATION, values);
        assertThat(found.output()).isEqualTo("onemachine.dockerd=" + folder.resolve("dockerd") + "\n");
        assertThat(Files.readString(folder.resolve("apt-get.log")))
                .isEqualTo("update -q\ninstall -y -q --no-install-recommends docker.io=26.1.5+dfsg1-9\n");

        values.put("ENGINE_VERSION", "27");
        CommandResult missing = runIn(folder, INSTALLATION, values);
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.errors())
                .isEqualTo("The distribution has no Docker 27. It has:\n  5:26.10.1-1\n  26.1.5+dfsg1-9\n");
        assertThat(Files.readString(folder.resolve("apt-get.log"))).doesNotContain("docker.io=27");
    }

    private static void program(Path folder, String name, String script) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "#!/bin/sh\ncd '" + folder + "'\n" + script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static CommandResult runIn(Path folder, List<String> scripts, Map<String, String> values) {
        String script = "PATH=" + folder + ":$PATH\n"
                + scripts.stream().map(HostShell::script).collect(Collectors.joining("\n"));
        return new SystemCommandRunner()
                .run(Command.of(Duration.ofSeconds(20), List.of("sh", "-s"))
                        .withInput(HostShell.withValues(script, values)));
    }
}
