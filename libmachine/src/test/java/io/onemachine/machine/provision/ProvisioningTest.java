package io.onemachine.machine.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.error.ProvisioningException;
import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.options.SwarmOptions;
import io.onemachine.machine.process.Command;
import io.onemachine.machine.process.CommandResult;
import io.onemachine.machine.process.SystemCommandRunner;
import io.onemachine.machine.ssh.SshClient;
import io.onemachine.machine.ssh.SshResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProvisioningTest {
    private static final EngineCertificates CERTIFICATES = new EngineCertificates("CA-TEXT", "SERVER-TEXT", "KEY-TEXT");

    private static final String DEBIAN = """
            Welcome, an unexpected greeting
            onemachine.os-id=debian
            onemachine.os-like=
            onemachine.os-name=Debian GNU/Linux 13 (trixie)
            onemachine.user=ada
            onemachine.uid=1000
            onemachine.docker=/usr/bin/docker
            onemachine.dockerd=/usr/sbin/dockerd
            onemachine.systemd=yes
            """;

    @ParameterizedTest
    @CsvSource({"debian,,debian", "ubuntu,debian,ubuntu(systemd)", "linuxmint,ubuntu debian,ubuntu(systemd)"})
    void systemsAreRecognizedByTheirOsRelease(String id, String like, String label) {
        ScriptedHost host = new ScriptedHost(DEBIAN.replace("os-id=debian", "os-id=" + id)
                .replace("os-like=", "os-like=" + (like == null ? "" : like)));

        assertThat(detected(host, EngineOptions.defaults()).label()).isEqualTo(label);
        assertThat(host.commands).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {255, -1})
    void brokenConnectionIsReplacedOnceAndTheScriptRepeated(int code) {
        ScriptedHost host = new ScriptedHost(DEBIAN);
        Provisioner provisioner = detected(host, EngineOptions.defaults());
        host.answers.add(new SshResult(code, "onemachine.stopped-containers=7", ""));
        host.answers.add(new SshResult(0, "onemachine.stopped-containers=2", ""));

        assertThat(provisioner
                        .configureEngine(request(EngineOptions.defaults()), CERTIFICATES)
                        .stopped())
                .isEqualTo(2);
        assertThat(host.commands).hasSize(3);
        assertThat(host.inputs.get(1)).isEqualTo(host.inputs.get(2));
        assertThat(host.closed).isEqualTo(1);
    }

    @Test
    void notesOfTheHostAreReportedWithoutControlCharacters() {
        ScriptedHost host =
                new ScriptedHost(DEBIAN + "onemachine.note=The start script failed:\nonemachine.note=a\u001b[2Jb\n");

        assertThat(detected(host, EngineOptions.defaults()).notes())
                .containsExactly("The start script failed:", "a [2Jb");
        assertThat(detected(new ScriptedHost(DEBIAN), EngineOptions.defaults()).notes())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.7, tcp://0.0.0.0:2376", "2001:db8::7, tcp://[::]:2376"})
    void engineListensWhereItsMachineIsReached(String address, String host) {
        ProvisionRequest request = new ProvisionRequest(
                "m", "opennebula", address, 2376, EngineOptions.defaults(), SwarmOptions.defaults());

        assertThat(request.engineHost()).isEqualTo(host);
        assertThat(dropIn("/usr/sbin/dockerd", "x", request.engineHost(), EngineOptions.defaults()))
                .contains(host);
    }

    @Test
    void otherSystemsAreRefusedByName() {
        String alpine =
                DEBIAN.replace("os-id=debian", "os-id=alpine").replace("Debian GNU/Linux 13 (trixie)", "Alpine Linux");
        assertThatThrownBy(() -> detected(new ScriptedHost(alpine), EngineOptions.defaults()))
                .isInstanceOf(ProvisioningException.class)
                .hasMessage("The host runs Alpine Linux (ID=alpine), which cannot be set up");
        assertThatThrownBy(
                        () -> detected(new ScriptedHost(DEBIAN.replace("systemd=yes", "")), EngineOptions.defaults()))
                .hasMessageContaining("Debian GNU/Linux 13 (trixie) without systemd");
        assertThatThrownBy(
                        () -> detected(new ScriptedHost("This account is not available\n"), EngineOptions.defaults()))
                .hasMessageContaining("did not say what system it runs");
    }

    @Test
    void dockerdIsStartedFromItsPathWithTheRequestedOptions() {
        EngineOptions options = new EngineOptions(
                List.of("bip=10.9.0.1/16", "log-opt=tag=a \"b\" $c"),
                List.of(),
                "",
                List.of("HTTP_PROXY=http://u:p%40x@proxy:3128", "NOTE=a b\nc\\"),
                false,
                List.of("reg.example:5000"),
                List.of("rack=7"),
                "",
                "",
                false,
                true,
                List.of("http://mirror.example"),
                EngineOptions.DEFAULT_INSTALL_URL,
                "");

        assertThat(dropIn("/usr/sbin/dockerd", "opennebula", "tcp://0.0.0.0:2376", options))
                .isEqualTo("""
                        [Service]
                        ExecStart=
                        ExecStart=/usr/sbin/dockerd -H tcp://0.0.0.0:2376 -H unix:///var/run/docker.sock \
                        --tlsverify --tlscacert /etc/docker/ca.pem --tlscert /etc/docker/server.pem \
                        --tlskey /etc/docker/server-key.pem --label rack=7 --label provider=opennebula \
                        --insecure-registry reg.example:5000 --registry-mirror http://mirror.example \
                        --bip=10.9.0.1/16 "--log-opt=tag=a \\"b\\" $$c"
                        Environment="HTTP_PROXY=http://u:p%%40x@proxy:3128"
                        Environment="NOTE=a b\\nc\\\\"
                        """);
    }

    @Test
    void storageDriverIsSetOnlyOnRequest() {
        EngineOptions defaults = EngineOptions.defaults();
        assertThat(dropIn("/usr/bin/dockerd", "x", "tcp://0.0.0.0:2376", defaults))
                .doesNotContain("--storage-driver");
        EngineOptions asked = new EngineOptions(
                List.of(), List.of(), "", List.of(), false, List.of(), List.of(), "", "zfs", false, true, List.of(), "",
                "");
        assertThat(dropIn("/usr/bin/dockerd", "x", "tcp://0.0.0.0:2376", asked)).contains(" --storage-driver zfs ");
    }

    /** systemd splits the Go program's unit at spaces, and an empty option ends the options there. */
    @Test
    void optionAndValueMayBeSeparatedAndAnEmptyOptionIsOmitted() {
        EngineOptions options = new EngineOptions(
                List.of("", " ", "mtu 1400 ", "debug ", "log-opt=tag=a b"),
                List.of(),
                "",
                List.of(),
                false,
                List.of(),
                List.of(),
                "",
                "",
                false,
                true,
                List.of(),
                "",
                "");
        assertThat(dropIn("/usr/bin/dockerd", "x", "tcp://0.0.0.0:2376", options))
                .endsWith(" --label provider=x --mtu 1400 --debug \"--log-opt=tag=a b\"\n");
    }

    private static String dropIn(String dockerd, String driver, String host, EngineOptions options) {
        List<String> command = new ArrayList<>(List.of(dockerd));
        SystemdDropIn.arguments(driver, host, options).forEach(command::addAll);
        return SystemdDropIn.text(command, options);
    }

    @Test
    void unitFileHasOneLinePerSettingForAnyValue() {
        long seed = RandomGenerator.getDefault().nextLong();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 500; i++) {
            String word = randomWord(random);
            assertThat(SystemdQuoting.word(word)).as("seed %d", seed).doesNotContain("\n", "\r", "\0");
            assertThat(unquoted(SystemdQuoting.word(word))).as("seed %d", seed).isEqualTo(word);
            assertThat(unquoted(SystemdQuoting.commandWord(word)).replace("$$", "$"))
                    .as("seed %d", seed)
                    .isEqualTo(word);
        }
    }

    @Test
    void valuesReachAScriptUnchanged() {
        long seed = RandomGenerator.getDefault().nextLong();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Map<String, String> values = new LinkedHashMap<>();
        StringBuilder script = new StringBuilder();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            String value = randomWord(random);
            values.put("V" + i, value);
            script.append("printf '%s;' \"$V").append(i).append("\"\n");
            expected.append(value).append(';');
        }
        CommandResult result = new SystemCommandRunner()
                .run(Command.of(Duration.ofSeconds(20), List.of("sh", "-s"))
                        .withInput(HostShell.withValues(script.toString(), values)));

        assertThat(result.output()).as("seed %d", seed).isEqualTo(expected.toString());
    }

    @Test
    void scriptsAreReadCompletelyBeforeAProgramCanConsumeThem() {
        CommandResult result = new SystemCommandRunner()
                .run(Command.of(Duration.ofSeconds(20), List.of("sh", "-s"))
                        .withInput(HostShell.withValues("cat >/dev/null\necho after", Map.of())));

        assertThat(result).isEqualTo(new CommandResult(0, "after\n", ""));
    }

    @Test
    void scriptsAreShellThatDashUnderstands() {
        for (String name : List.of(
                "detect.sh",
                "packages.sh",
                "install-docker.sh",
                "install-distribution.sh",
                "upgrade-docker.sh",
                "restart-docker.sh",
                "tell-dockerd.sh",
                "engine-version.sh",
                "start-swarm.sh",
                "put.sh",
                "changes.sh",
                "begin-changes.sh",
                "keep-changes.sh",
                "undo-changes.sh",
                "undo.sh",
                "keep-containers.sh",
                "boot2docker-engine.sh",
                "name-host.sh",
                "name-boot2docker.sh",
                "copy-certificates.sh",
                "configure-systemd.sh",
                "configure-boot2docker.sh",
                "engine-log.sh")) {
            CommandResult result = new SystemCommandRunner()
                    .run(Command.of(Duration.ofSeconds(20), List.of("sh", "-n"))
                            .withInput(HostShell.withValues(HostShell.script(name), Map.of("A", "b"))));
            assertThat(result).as(name).isEqualTo(new CommandResult(0, "", ""));
        }
    }

    @Test
    void hostIsProvisionedByOneScriptWithoutKeysOnCommandLines() {
        ScriptedHost host = new ScriptedHost(DEBIAN, "");
        Provisioner provisioner = detected(host, EngineOptions.defaults());
        ProvisionRequest request = request(EngineOptions.defaults());

        assertThat(provisioner.isDockerInstalled()).isTrue();
        provisioner.configureEngine(request, CERTIFICATES);

        assertThat(host.commands).containsExactly("sh -s", "sudo -n -- sh -s");
        assertThat(host.inputs.get(1))
                .contains(
                        "SERVER_KEY='KEY-TEXT'",
                        "MACHINE_NAME='m1'",
                        "SSH_USER='ada'",
                        "ExecStart=/usr/sbin/dockerd -H");
    }

    /** A host created for the machine has nothing to restore, and needs no further command. */
    @Test
    void changesOfAHostInUseAreRecordedUntilConfirmed() {
        ScriptedHost host = new ScriptedHost(DEBIAN, "", "", "", "", "");
        Provisioner provisioner = detected(host, EngineOptions.defaults());
        ProvisionRequest request = request(EngineOptions.defaults());
        provisioner.configureEngine(request, CERTIFICATES);
        assertThat(host.inputs.get(1)).contains("UNDO=''\n");
        assertThat(provisioner.hasChanges()).isFalse();
        provisioner.keepChanges();
        provisioner.undoChanges();
        assertThat(host.commands).hasSize(2);

        provisioner.beginChanges(Duration.ofMinutes(5));
        provisioner.renewCertificates(request, CERTIFICATES);
        assertThat(host.inputs.get(2))
                .contains("UNDO_AFTER='300'\n", "UNDO='{", "OWNER='m1'\n", "RENEWAL='yes'\n", "SERVER_KEY='KEY-TEXT'")
                .doesNotContain("/etc/hostname");
        assertThat(provisioner.hasChanges()).isTrue();
        provisioner.keepChanges();
        assertThat(host.inputs.get(3)).contains("CERTIFICATES='/etc/docker'\n", "SERVER_CERT='SERVER-TEXT'\n");
        assertThat(provisioner.hasChanges()).isFalse();

        provisioner.configureEngine(request, CERTIFICATES);
        provisioner.undoChanges();
        assertThat(host.inputs.get(5)).contains("sh \"$changes/undo\" locked");
        assertThat(provisioner.hasChanges()).isFalse();
    }

    @Test
    void daemonJsonIsReadWithTheOtherHostFacts() {
        String labels = DEBIAN + """
                onemachine.daemon-json={
                onemachine.daemon-json=  "labels": ["a=b"]
                onemachine.daemon-json=}
                """;
        assertThatThrownBy(() -> detected(new ScriptedHost(labels), EngineOptions.defaults())
                        .checkConfiguration(request(EngineOptions.defaults())))
                .isInstanceOf(ProvisioningException.class)
                .hasMessageContaining("sets labels, and the engine is to be started with --label provider=fake");

        ScriptedHost host = new ScriptedHost(labels.replace("a=b", "provider=fake"), "");
        Provisioner provisioner = detected(host, EngineOptions.defaults());
        provisioner.checkConfiguration(request(EngineOptions.defaults()));
        provisioner.configureEngine(request(EngineOptions.defaults()), CERTIFICATES);
        assertThat(host.inputs.get(1)).contains("--tlsverify").doesNotContain("--label");
    }

    @Test
    void hostWithoutEngineGetsItsNameAndTheCertificates() {
        ScriptedHost host = new ScriptedHost(DEBIAN, "");
        detected(host, EngineOptions.defaults()).copyCertificates(request(EngineOptions.defaults()), CERTIFICATES);

        assertThat(host.inputs.get(1))
                .contains("SERVER_KEY='KEY-TEXT'", "MACHINE_NAME='m1'")
                .doesNotContain("docker.service");
    }

    @Test
    void hostNameIsDerivedFromAnInvalidMachineName() {
        ScriptedHost host = new ScriptedHost(DEBIAN, "", "");
        Provisioner provisioner = detected(host, EngineOptions.defaults());
        ProvisionRequest usual = request(EngineOptions.defaults());
        ProvisionRequest odd = new ProvisionRequest(
                "a..b", usual.driver(), usual.address(), usual.enginePort(), usual.engine(), usual.swarm());
        provisioner.copyCertificates(odd, CERTIFICATES);
        provisioner.configureEngine(odd, CERTIFICATES);

        assertThat(host.inputs.subList(1, 3))
                .allSatisfy(script -> assertThat(script)
                        .contains("MACHINE_NAME='a-b-g5tcfgfic2km'")
                        .doesNotContain("a..b"));
    }

    @Test
    void missingDockerIsInstalledAndItsPathUsed() {
        String plain =
                DEBIAN.replace("docker=/usr/bin/docker", "docker=").replace("dockerd=/usr/sbin/dockerd", "dockerd=");
        ScriptedHost host = new ScriptedHost(plain, "a lot of output\nonemachine.dockerd=/opt/bin/dockerd\n", "");
        Provisioner provisioner = detected(host, EngineOptions.defaults());
        ProvisionRequest request = request(EngineOptions.defaults());

        assertThat(provisioner.isDockerInstalled()).isFalse();
        provisioner.installDocker(request);
        provisioner.configureEngine(request, CERTIFICATES);

        assertThat(host.inputs.get(1)).contains("INSTALL_URL='https://get.docker.com'");
        assertThat(host.inputs.get(2)).contains("ExecStart=/opt/bin/dockerd ");
    }

    @Test
    void failedScriptIsReportedWithItsLastLines() {
        ScriptedHost host = new ScriptedHost(DEBIAN);
        Provisioner provisioner = detected(host, EngineOptions.defaults());
        ProvisionRequest request = request(EngineOptions.defaults());

        host.answers.add(new SshResult(1, "one\n".repeat(100), "E: no space left on device\n"));
        assertThatThrownBy(() -> provisioner.installDocker(request))
                .isInstanceOf(ProvisioningException.class)
                .hasMessageStartingWith("Cannot install Docker on the host (exit code 1):\none\n")
                .hasMessageEndingWith("E: no space left on device");

        host.answers.add(new SshResult(1, "", "sudo: a password is required\n"));
        assertThatThrownBy(() -> provisioner.installDocker(request)).hasMessageContaining("sudo without a password");

        host.answers.add(new SshResult(1, "", "No space left on device\n"));
        assertThatThrownBy(() -> provisioner.configureEngine(request, CERTIFICATES))
                .hasMessage("Cannot copy the certificates on the host (exit code 1):\nNo space left on device");

        host.answers.add(new SshResult(1, "onemachine.certificates=/etc/docker\n", "systemd would start another\n"));
        assertThatThrownBy(() -> provisioner.configureEngine(request, CERTIFICATES))
                .hasMessageStartingWith("Cannot configure the Docker engine on the host (exit code 1):\n")
                .hasMessageEndingWith("systemd would start another");

        host.answers.add(new SshResult(1, """
                onemachine.certificates=/etc/docker
                onemachine.starting=yes
                onemachine.log=Status: unknown flag: --nonsense
                """, "Job for docker.service failed\n"));
        assertThatThrownBy(() -> provisioner.configureEngine(request, CERTIFICATES))
                .hasMessageStartingWith("Cannot start the Docker engine on the host (exit code 1):\n")
                .hasMessageContaining("\nJob for docker.service failed\n")
                .hasMessageEndingWith("The engine's own last lines:\nStatus: unknown flag: --nonsense");
    }

    @Test
    void unknownSystemsWithSystemdAreAcceptedWithoutAnInstallation() {
        String other = DEBIAN.replace("os-id=debian", "os-id=void").replace("Debian GNU/Linux 13 (trixie)", "Void");
        assertThatThrownBy(() -> detected(new ScriptedHost(other), EngineOptions.defaults()))
                .isInstanceOfSatisfying(
                        ProvisioningException.class,
                        refused -> assertThat(refused.hint())
                                .hasValueSatisfying(
                                        hint -> assertThat(hint).contains("‹option engine-install-url› none")));
        assertThat(detected(new ScriptedHost(other), installing("none", "", List.of()))
                        .label())
                .isEqualTo("void");
        assertThatThrownBy(() ->
                        detected(new ScriptedHost(other.replace("systemd=yes", "")), installing("none", "", List.of())))
                .isInstanceOf(ProvisioningException.class);
    }

    @Test
    void sourceVersionAndProxiesArePassedToTheInstallation() {
        List<String> env = List.of("HTTP_PROXY=http://proxy:3128", "no_proxy=a,b", "NO_PROXY=c", "OTHER=x");
        ScriptedHost host = new ScriptedHost(DEBIAN, "onemachine.dockerd=/usr/sbin/dockerd\n");
        EngineOptions options = installing("distro", "v26.1", env);
        detected(host, options).installDocker(request(options));

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
        ScriptedHost host = new ScriptedHost(DEBIAN, "Docker version 26.1.5+dfsg1, build a72d7cd\n");
        EngineOptions options = installing("https://get.docker.com", asked, List.of());
        Provisioner provisioner = detected(host, options);

        if (fits) {
            provisioner.checkVersion(request(options));
        } else {
            assertThatThrownBy(() -> provisioner.checkVersion(request(options)))
                    .isInstanceOf(ProvisioningException.class)
                    .hasMessage("The host has Docker 26.1.5+dfsg1, and ‹option engine-version› asks for " + asked);
        }
    }

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
        Map<String, String> values = new LinkedHashMap<>(Map.of("ENGINE_VERSION", "26.1"));
        CommandResult found =
                runIn(folder, List.of("packages.sh", "install-distribution.sh", "tell-dockerd.sh"), values);
        assertThat(found.output()).isEqualTo("onemachine.dockerd=" + folder.resolve("dockerd") + "\n");
        assertThat(Files.readString(folder.resolve("apt-get.log")))
                .isEqualTo("update -q\ninstall -y -q --no-install-recommends docker.io=26.1.5+dfsg1-9\n");

        values.put("ENGINE_VERSION", "27");
        CommandResult missing =
                runIn(folder, List.of("packages.sh", "install-distribution.sh", "tell-dockerd.sh"), values);
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.errors())
                .isEqualTo("The distribution has no Docker 27. It has:\n  5:26.10.1-1\n  26.1.5+dfsg1-9\n");
        assertThat(Files.readString(folder.resolve("apt-get.log"))).doesNotContain("docker.io=27");
    }

    @Test
    void swarmContainersGetTheArgumentsOfTheGoProgram() {
        SwarmOptions swarm = new SwarmOptions(
                true,
                "",
                "token://abc",
                true,
                true,
                "tcp://0.0.0.0:3376",
                "swarm:1.0",
                "spread",
                List.of("a=b c"),
                List.of("x=y"),
                List.of(),
                true);
        ProvisionRequest request =
                new ProvisionRequest("m1", "fake", "192.0.2.7", 2376, installing("none", "", List.of("K=v w")), swarm);
        SwarmContainers containers = new SwarmContainers(request, "/etc/docker");

        assertThat(containers.master())
                .containsExactly(
                        "--volume",
                        "/etc/docker:/etc/docker",
                        "--publish",
                        "3376:3376",
                        "--expose",
                        "2375",
                        "--env",
                        "K=v w",
                        "swarm:1.0",
                        "--experimental",
                        "manage",
                        "--tlsverify",
                        "--tlscacert=/etc/docker/ca.pem",
                        "--tlscert=/etc/docker/server.pem",
                        "--tlskey=/etc/docker/server-key.pem",
                        "-H",
                        "tcp://0.0.0.0:3376",
                        "--strategy",
                        "spread",
                        "--advertise",
                        "192.0.2.7:3376",
                        "--a=b c",
                        "token://abc");
        assertThat(containers.agent())
                .containsExactly(
                        "--env",
                        "K=v w",
                        "swarm:1.0",
                        "--experimental",
                        "join",
                        "--advertise",
                        "192.0.2.7:2376",
                        "--x=y",
                        "token://abc");
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

    private static EngineOptions installing(String url, String version, List<String> env) {
        return new EngineOptions(
                List.of(), List.of(), "", env, false, List.of(), List.of(), "", "", false, true, List.of(), url,
                version);
    }

    private static Provisioner detected(SshClient host, EngineOptions options) {
        return Provisioners.of(host, host.connect(Provisioners.question(), Duration.ofSeconds(20)), options);
    }

    private static ProvisionRequest request(EngineOptions options) {
        return new ProvisionRequest("m1", "fake", "192.0.2.7", 2376, options, SwarmOptions.defaults());
    }

    /** Answers one script after the other. */
    private static final class ScriptedHost implements SshClient {
        private final List<String> commands = new ArrayList<>();
        private final List<String> inputs = new ArrayList<>();
        private final List<SshResult> answers = new ArrayList<>();
        private int closed;

        private ScriptedHost(String... outputs) {
            for (String output : outputs) {
                answers.add(new SshResult(0, output, ""));
            }
        }

        @Override
        public String connect(String script, Duration timeout) {
            return run("sh -s", script, timeout).output();
        }

        @Override
        public SshResult run(String command, Duration timeout) {
            return run(command, "", timeout);
        }

        @Override
        public SshResult run(String command, String input, Duration timeout) {
            commands.add(command);
            inputs.add(input);
            return answers.removeFirst();
        }

        @Override
        public int attach(List<String> arguments) {
            throw new AssertionError("no shell expected");
        }

        @Override
        public void close() {
            closed++;
        }
    }

    private static String randomWord(RandomGenerator random) {
        String alphabet = "ab \t\n'\"\\$%`!*;&|<>(){}#~=\u00e4\u20ac\u0001\u007f";
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            word.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return word.toString();
    }

    /** Unquotes a word by the rules of systemd.syntax(7). */
    private static String unquoted(String quoted) {
        assertThat(quoted).startsWith("\"").endsWith("\"");
        StringBuilder word = new StringBuilder();
        for (int i = 1; i < quoted.length() - 1; i++) {
            char c = quoted.charAt(i);
            if (c == '%') {
                assertThat(quoted.charAt(++i)).isEqualTo('%');
                word.append('%');
            } else if (c == '\\') {
                char escaped = quoted.charAt(++i);
                switch (escaped) {
                    case 'n' -> word.append('\n');
                    case 't' -> word.append('\t');
                    case 'x' -> {
                        word.append((char) Integer.parseInt(quoted.substring(i + 1, i + 3), 16));
                        i += 2;
                    }
                    default -> word.append(escaped);
                }
            } else {
                assertThat(c).isNotEqualTo('"');
                word.append(c);
            }
        }
        return word.toString();
    }
}
