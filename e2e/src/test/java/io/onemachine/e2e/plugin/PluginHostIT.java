package io.onemachine.e2e.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.ExistingHost;
import io.onemachine.e2e.support.ForeignPlugins;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Third-party driver plugins in Go as drivers of our command line. */
final class PluginHostIT {
    @TempDir
    static Path shared;

    private static ForeignPlugins plugins;

    @TempDir
    Path folder;

    @BeforeAll
    static void build() {
        plugins = new ForeignPlugins(shared, UserEnvironment.in(shared));
        plugins.serving("gohost").serving("ci-test");
    }

    @AfterEach
    void noPluginOutlivesTheProgram() {
        plugins.haveAllEnded();
        plugins.newStarts();
    }

    @Test
    void aMachineOfAForeignDriverLivesOnARealHost() {
        try (Cloud cloud = Cloud.ofRealHosts(folder)) {
            ExistingHost host = ExistingHost.in(cloud, folder);
            int vm = cloud.api().vms().getFirst();
            UserEnvironment user = plugins.in(cloud.user());
            creates(user, host, vm);
            works(user, host);
            stopsAndStarts(user);
            user.dockerMachine("rm", "-y", "foreign").succeeds().says("Successfully removed foreign\n");
            cloud.holdsNothing();
        }
    }

    private static void creates(UserEnvironment user, ExistingHost host, int vm) {
        Outcome created = user.dockerMachine(
                "--debug",
                "create",
                "--driver",
                "gohost",
                "--gohost-vm=" + vm,
                "--gohost-key",
                host.key().toString(),
                "--gohost-loud",
                "--gohost-note",
                "a b",
                "--engine-label",
                "rack=7",
                "foreign");
        assertThat(created.exitCode()).as("%s", created).isZero();
        assertThat(created.stdout())
                .contains("""
                Running pre-create checks...
                Creating machine...
                (foreign) Taking over VM %d
                Waiting for machine to be running, this may take a few minutes...
                """.formatted(vm), "Provisioning with debian...\n", "Docker is up and running!\n");
        assertThat(created.stderr())
                .contains("(foreign) DBG | a detail\n", "(foreign) Calling .SetConfigFromFlags\n")
                .doesNotContain("Exception");
        assertThat(user.dockerMachine("inspect", "-f", """
                                {{.DriverName}} {{.Driver.VM}} {{.Driver.IPAddress}} {{.Driver.SSHUser}} {{json .Driver.Notes}}
                                {{- with .Driver.Given}} {{.driver}} {{index . "engine-install-url"}} {{index . "engine-label"}} {{.swarm}}{{end}}""", "foreign")
                        .succeeds()
                        .stdout())
                .isEqualTo("gohost " + vm + " " + host.address()
                        + " root [\"a b\"] gohost https://get.docker.com [rack=7] false\n");
        // For the options, and for the machine; inspect needs none.
        assertThat(plugins.newStarts()).isEqualTo(2);
        plugins.haveAllEnded();
    }

    private static void works(UserEnvironment user, ExistingHost host) {
        user.dockerMachine("ls")
                .succeeds()
                .showsLine("foreign +- +gohost +Running +tcp://" + host.address() + ":2376 +v26\\S+ *");
        assertThat(user.dockerMachine("ip", "foreign").succeeds().stdout()).isEqualTo(host.address() + "\n");
        assertThat(user.dockerMachine("ssh", "foreign", "id -un; hostname")
                        .succeeds()
                        .stdout())
                .isEqualTo("root\nforeign\n");
        assertThat(user.dockerMachine("ssh", "foreign", "exit 42").exitCode()).isEqualTo(42);
        user.run("sh", "-c", """
                eval "$('%s/bin/docker-machine' env --shell sh foreign)"
                docker version --format '{{.Server.Os}}'
                """.formatted(UserEnvironment.checkout()))
                .succeeds()
                .says("linux\n");
        user.dockerMachine("provision", "foreign").succeeds();
        user.dockerMachine("version", "foreign").succeeds();
        plugins.haveAllEnded();
    }

    private static void stopsAndStarts(UserEnvironment user) {
        user.dockerMachine("stop", "foreign").succeeds().says("Machine \"foreign\" was stopped.\n");
        user.dockerMachine("ls").succeeds().showsLine("foreign +- +gohost +Stopped +Unknown *");
        user.dockerMachine("url", "foreign").failsWith(1).complains("Host is not running");
        user.dockerMachine("start", "foreign").succeeds().says("Machine \"foreign\" was started.\n");
        user.dockerMachine("restart", "foreign").succeeds();
        user.dockerMachine("config", "foreign").succeeds();
        user.dockerMachine("kill", "foreign").succeeds();
        assertThat(user.dockerMachine("status", "foreign").succeeds().stdout()).isEqualTo("Stopped\n");
        plugins.haveAllEnded();
    }

    @Test
    void itsOptionsAreShownAndChecked() {
        UserEnvironment user = plugins.in(UserEnvironment.in(folder));
        user.dockerMachine("create", "--driver", "gohost", "--help")
                .succeeds()
                .says(
                        "  --gohost-vm NUMBER                Id of the VM (default: 0) [$GOHOST_VM]\n",
                        "  --gohost-ssh-user VALUE           User for SSH (default: root) [$GOHOST_SSH_USER]\n",
                        "  --gohost-note VALUE               A note; can be repeated (default: none yet)\n",
                        "Private key?[2J for SSH");
        assertThat(plugins.newStarts()).isEqualTo(1);
        assertThat(user.dockerMachine("completion", "--driver", "gohost")
                        .succeeds()
                        .stdout())
                .contains("gohost-key");
        user.dockerMachine("create", "-d", "gohost", "--gohost-vm", "many", "m")
                .failsWith(1)
                .complains("many", "gohost-vm");
        user.dockerMachine("create", "-d", "gohost", "--gohost-colour", "m")
                .failsWith(1)
                .complains("gohost-colour");
        user.dockerMachine("create", "-d", "gohost", "m")
                .failsWith(1)
                .complains("Error setting machine configuration from flags provided: gohost driver requires the "
                        + "--gohost-key option");
        user.with("GOHOST_VM", "many")
                .dockerMachine("create", "-d", "gohost", "m")
                .failsWith(1)
                .complains("GOHOST_VM");
        assertThat(user.machine("m")).doesNotExist();
    }

    @Test
    void onlyCommandsThatAskADriverStartOne() {
        UserEnvironment user = plugins.in(UserEnvironment.in(folder));
        for (String name : List.of("a", "b", "c")) {
            user.dockerMachine("create", "-d", "ci-test", "--url", "tcp://127.0.0.1:5", name)
                    .succeeds();
        }
        plugins.newStarts();
        assertThat(user.dockerMachine("ls", "-q").succeeds().stdout()).isEqualTo("a\nb\nc\n");
        user.dockerMachine("inspect", "a").succeeds();
        user.dockerMachine("ls", "-q", "--filter", "driver=ci-test").succeeds();
        user.dockerMachine("create", "-d", "none", "--url", "tcp://127.0.0.1:5", "n")
                .succeeds();
        assertThat(plugins.newStarts()).isZero();
        user.dockerMachine("ls", "--filter", "name=b")
                .succeeds()
                .showsLine("b +- +ci-test +Running +tcp://127.0.0.1:5 .*");
        user.dockerMachine("status", "a").succeeds();
        assertThat(plugins.newStarts()).isEqualTo(2);

        UserEnvironment without = UserEnvironment.in(folder);
        without.dockerMachine("ls")
                .succeeds()
                .showsLine("a +- +not-found +Error +Unknown +Driver \"ci-test\" not found\\. .*");
        without.dockerMachine("inspect", "-f", "{{.DriverName}}", "a")
                .succeeds()
                .says("ci-test\n");
        without.dockerMachine("rm", "-y", "a")
                .failsWith(1)
                .complains("Driver \"ci-test\" not found. Do you have the plugin binary accessible in your PATH?");
        without.dockerMachine("rm", "-f", "a").says("Successfully removed a\n");
        assertThat(user.dockerMachine("ls", "-q").succeeds().stdout()).isEqualTo("b\nc\nn\n");
    }

    @Test
    void pluginsOfManyMachinesRunAtTheSameTime() throws IOException {
        UserEnvironment user = plugins.in(UserEnvironment.in(folder));
        user.dockerMachine("create", "-d", "ci-test", "--url", "tcp://127.0.0.1:5", "m0")
                .succeeds();
        List<String> names = IntStream.range(0, 20).mapToObj(i -> "m" + i).toList();
        String config = Files.readString(user.machine("m0").resolve("config.json"));
        for (String name : names) {
            Files.createDirectories(user.machine(name));
            Files.writeString(user.machine(name).resolve("config.json"), config.replace("\"m0\"", "\"" + name + "\""));
        }
        plugins.newStarts();
        assertThat(user.dockerMachine("ls", "-f", "{{.Name}} {{.State}}")
                        .succeeds()
                        .stdout()
                        .lines())
                .containsExactlyElementsOf(
                        names.stream().map(name -> name + " Running").toList());
        assertThat(plugins.newStarts()).isEqualTo(20);
        plugins.haveAllEnded();
        // One that hangs does not affect the others' rows.
        plugins.script("hangs", "exec sleep 1000");
        Files.writeString(
                user.machine("m7").resolve("config.json"),
                config.replace("\"m0\"", "\"m7\"").replace("\"ci-test\"", "\"hangs\""));
        assertThat(user.dockerMachine("ls", "-t", "5", "-f", "{{.Name}} {{.State}}")
                        .succeeds()
                        .stdout()
                        .lines())
                .hasSize(20)
                .contains("m7 Timeout", "m6 Running", "m19 Running");
    }

    @ParameterizedTest
    @CsvSource({
        "version, Driver binary uses an incompatible API version (2)",
        "flags, \"a b\" is not a valid option name",
        "far, has printed \"192.0.2.1:80\" where its address",
        "hang:GetVersion, has not answered GetVersion within 2 s",
        "hang:PreCreateCheck, has not answered PreCreateCheck within 2 s",
        "die:SetConfigRaw, 'ended with exit code 7 in the middle of SetConfigRaw; it said last:\ncannot go on'",
        "die:Create, 'ended with exit code 7 in the middle of Create; it said last:\ncannot go on'",
        "panic:Create, 'ended with exit code 2 in the middle of Create; it said last:\npanic: this went wrong'",
        "flood:PreCreateCheck, has printed more than 4 MiB in the middle of PreCreateCheck",
        "stop:Create, does not answer any more",
        "fail:PreCreateCheck, the cloud is closed today",
        "fail:Create, Error in driver during machine creation: the cloud is closed today",
    })
    void faultsOfAPluginAreReported(String fault, String complaint) {
        UserEnvironment user = plugins.in(UserEnvironment.in(folder))
                .with(Map.of("PLUGINSERVE_FAULT", fault, "MACHINE_PLUGIN_TIMEOUT", "2"));
        boolean checked = fault.contains("PreCreateCheck");
        user.dockerMachine("create", "-d", "ci-test", "--url", "tcp://127.0.0.1:5", "m")
                .failsWith(checked ? 3 : 1)
                .complains(complaint);
        plugins.haveAllEnded();
        assertThat(user.machine("m")).doesNotExist();
    }

    @Test
    void otherProgramsAreNotTakenForPlugins() {
        plugins.script("silent", "exec sleep 1000");
        plugins.script("usage", "echo 'Usage: something else'; exec sleep 1000");
        plugins.script("broken", "echo 'library not found' >&2; exit 127");
        UserEnvironment user = plugins.in(UserEnvironment.in(folder));
        user.dockerMachine("create", "-d", "silent", "m")
                .failsWith(1)
                .complains(
                        "Failed to dial the plugin server in 10s: docker-machine-driver-silent has printed no address");
        user.dockerMachine("create", "-d", "usage", "m")
                .failsWith(1)
                .complains("has printed \"Usage: something else\" where its address");
        user.dockerMachine("--error-format", "json", "create", "-d", "broken", "m")
                .failsWith(1)
                .complains(
                        "\"code\":\"plugin\"",
                        "ended with exit code 127 before it printed its address",
                        "library not found");
        user.with("MACHINE_PLUGIN_TIMEOUT", "soon")
                .dockerMachine("create", "-d", "ci-test", "m")
                .failsWith(1)
                .complains("MACHINE_PLUGIN_TIMEOUT must be a number of seconds");
        user.dockerMachine("create", "-d", "nosuch", "m")
                .failsWith(1)
                .complains(
                        "Driver \"nosuch\" not found. Do you have the plugin binary \"docker-machine-driver-nosuch\" "
                                + "accessible in your PATH?");
        user.dockerMachine("create", "-d", "virtualbox", "m")
                .failsWith(1)
                .complains(
                        "Driver \"virtualbox\" not found.",
                        "Link docker-machine-driver-virtualbox in a folder of PATH to its program");
        assertThat(user.store().resolve("machines")).doesNotExist();
    }

    @Test
    void anOldPluginOrOneOfABuiltInDriver() {
        UserEnvironment user = plugins.in(UserEnvironment.in(folder));
        user.with("PLUGINSERVE_FAULT", "old")
                .dockerMachine("create", "-d", "ci-test", "--url", "tcp://127.0.0.1:5", "old")
                .succeeds();
        plugins.newStarts();
        plugins.serving("none");
        user.dockerMachine("create", "-d", "none", "--url", "tcp://127.0.0.1:5", "ours")
                .succeeds();
        assertThat(plugins.newStarts()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void anInterruptedProgramHasAnotherPluginRemoveTheHost(String signal, int exitCode)
            throws IOException, InterruptedException {
        UserEnvironment user = plugins.in(UserEnvironment.in(folder)).with("PLUGINSERVE_FAULT", "hang:Create");
        assertThat(interrupted(user, signal, exitCode)).contains("Machine \"m\" was removed again.");
        assertThat(user.machine("m")).doesNotExist();
    }

    @Test
    void anInterruptedProgramKeepsWhatThePluginHadNoted() throws IOException, InterruptedException {
        UserEnvironment user = plugins.in(UserEnvironment.in(folder))
                .with(Map.of("PLUGINSERVE_FAULT", "hang:Create", "MACHINE_KEEP_ON_FAILURE", "true"));
        assertThat(interrupted(user, "INT", 130)).contains("docker-machine rm m");
        assertThat(user.dockerMachine("inspect", "-f", "{{.Driver.URL}}", "m")
                        .succeeds()
                        .stdout())
                .isEqualTo("tcp://127.0.0.1:5\n");
    }

    /** Interrupts a create in the middle of the plugin's work; returns its stderr. */
    private String interrupted(UserEnvironment user, String signal, int exitCode)
            throws IOException, InterruptedException {
        Process create = beginsToCreate(user);
        user.run("kill", "-" + signal, Long.toString(create.pid())).succeeds();
        assertThat(create.waitFor()).isEqualTo(exitCode);
        plugins.haveAllEnded();
        String complaint = new String(create.getErrorStream().readAllBytes(), UTF_8);
        assertThat(complaint).doesNotContain("Exception").doesNotContain("\tat ");
        return complaint;
    }

    @Test
    void withoutTheProgramAPluginEndsByItself() throws IOException, InterruptedException {
        UserEnvironment user = plugins.in(UserEnvironment.in(folder)).with("PLUGINSERVE_FAULT", "hang:Create");
        Process create = beginsToCreate(user);
        user.run("kill", "-KILL", Long.toString(create.pid())).succeeds();
        create.waitFor();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(plugins.running()).isEmpty());
    }

    private static Process beginsToCreate(UserEnvironment user) throws IOException {
        Process create =
                user.start(List.of("docker-machine", "create", "-d", "ci-test", "--url", "tcp://127.0.0.1:5", "m"));
        create.getOutputStream().close();
        Awaitility.await().until(() -> Files.exists(user.machine("m").resolve("config.json")));
        return create;
    }
}
