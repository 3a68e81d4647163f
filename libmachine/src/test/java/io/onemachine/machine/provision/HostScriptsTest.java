package io.onemachine.machine.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.process.CommandResult;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the scripts that change and restore a host behave when they are interrupted, or on an unusual host. */
class HostScriptsTest {
    private static final List<String> SWARM = List.of("put.sh", "changes.sh", "start-swarm.sh");
    private static final Map<String, String> MASTER =
            Map.of("SWARM_IMAGE", "swarm", "MASTER", "'swarm' 'manage'", "AGENT", "");
    private static final String CONTAINER = "containers/swarm-agent-master";

    private static final String DAEMON_JSON = "etc/docker/daemon.json";
    private static final String BEFORE = "etc/docker/.daemon.json.before-restart";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    void earlierSwarmContainerSurvivesAFailureBeforeItIsSetAside(String shell) {
        TriedHost host = host(shell);
        host.changing();
        host.write(CONTAINER, "earlier");
        host.write("stops-fail", "");

        assertThat(host.run(SWARM, MASTER, "").exitCode()).isEqualTo(1);
        assertThat(host.undo().exitCode()).isZero();

        assertThat(host.read(CONTAINER)).isEqualTo("earlier");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    void earlierSwarmContainerSurvivesASecondTryAndASecondUndo(String shell) throws IOException {
        TriedHost host = host(shell);
        host.changing();
        host.write(CONTAINER, "earlier");

        assertThat(host.run(SWARM, MASTER, "").exitCode()).isZero();
        assertThat(host.run(SWARM, MASTER, "").exitCode()).isZero();
        assertThat(host.read(CONTAINER)).isEqualTo("new\n");
        String noted = host.read(TriedHost.CHANGES + "/containers");
        host.undo();
        assertThat(host.read(CONTAINER)).isEqualTo("earlier");

        host.changing();
        host.write(TriedHost.CHANGES + "/containers", noted);
        host.undo();
        try (Stream<Path> containers = Files.list(host.path("containers"))) {
            assertThat(containers).containsExactly(host.path(CONTAINER));
        }
        assertThat(host.read(CONTAINER)).isEqualTo("earlier");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    void newSwarmContainerIsRemoved(String shell) {
        TriedHost host = host(shell);
        host.changing();

        assertThat(host.run(SWARM, MASTER, "").exitCode()).isZero();
        assertThat(host.path(CONTAINER)).exists();
        host.undo();

        assertThat(host.path(CONTAINER)).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    void fileIsFlushedBeforeItIsRenamed(String shell) {
        TriedHost host = host(shell);

        host.run(List.of("put.sh"), Map.of(), "put 0600 '" + host.path("etc/key.pem") + "' 'a key'");

        assertThat(host.read("synced")).isEqualTo("a key");
        assertThat(host.read("etc/key.pem")).isEqualTo("a key");
        assertThat(host.path("etc").toFile().list())
                .containsExactlyInAnyOrder("docker", "hostname", "hosts", "key.pem");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    void userChangeOfDaemonJsonAfterAnInterruptedRunStays(String shell) {
        TriedHost host = host(shell);
        host.write(BEFORE, "{\"mtu\": 1400}\n");
        host.write(DAEMON_JSON, "{\"mtu\": 1500}\n");
        host.run(List.of("put.sh", "engine-systemd.sh", "keep-containers.sh"), Map.of(), "keep_containers ''");
        assertThat(host.read(DAEMON_JSON)).isEqualTo("{\"mtu\": 1500}\n");
        assertThat(host.path(BEFORE)).doesNotExist();

        host.write(BEFORE, "{\"mtu\": 1400}\n");
        host.write(DAEMON_JSON, "{\"live-restore\": true, \"mtu\": 1400}");
        host.run(List.of("put.sh", "engine-systemd.sh", "keep-containers.sh"), Map.of(), "keep_containers ''");
        assertThat(host.read(DAEMON_JSON)).isEqualTo("{\"mtu\": 1400}\n");
        assertThat(host.path(BEFORE)).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    void linkedDaemonJsonStaysALink(String shell) throws IOException {
        TriedHost host = host(shell);
        host.write("etc/mine.json", "{\"mtu\": 1400}\n");
        Files.createSymbolicLink(host.path(DAEMON_JSON), Path.of("../mine.json"));
        host.write("running", "c1\n");

        CommandResult said = host.run(
                List.of("put.sh", "engine-systemd.sh", "keep-containers.sh"),
                Map.of(),
                withEngine(host) + "keep_containers ''\ncat '" + host.path(DAEMON_JSON) + "'\nput_daemon_json_back");

        assertThat(said.output()).isEqualTo("{\"live-restore\": true, \"mtu\": 1400}");
        assertThat(host.path(DAEMON_JSON)).isSymbolicLink();
        assertThat(host.read("etc/mine.json")).isEqualTo("{\"mtu\": 1400}\n");
    }

    /** Interrupted just after live-restore was switched off in the new engine. */
    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    void undoKeepsContainersRunningAndLeavesNothing(String shell) {
        TriedHost host = host(shell);
        host.changing("etc/hosts");
        host.write(TriedHost.CHANGES + "/0", "as it was\n");
        host.write(TriedHost.CHANGES + "/active", "docker.service\n");
        host.write(TriedHost.CHANGES + "/ran", "c1 1\n");
        host.write(TriedHost.CHANGES + "/folders", host.path("etc/docker") + "\n");
        host.write("etc/hosts.before", "the owner's\n");
        host.write("running", "c1\n");
        host.write(BEFORE, "none");
        host.write(DAEMON_JSON, "{\"live-restore\": false}");

        host.run(List.of(), Map.of(), withEngine(host));
        assertThat(host.undo().exitCode()).isZero();

        assertThat(host.read("stopped-with.json"))
                .as("the engine's daemon.json when it was stopped")
                .contains("\"live-restore\": true");
        assertThat(host.read("etc/hosts")).isEqualTo("as it was\n");
        assertThat(host.read("etc/hosts.before")).isEqualTo("the owner's\n");
        assertThat(host.path("etc/docker")).doesNotExist();
        assertThat(host.path(TriedHost.CHANGES)).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    void permissionsOfAnUnchangedFileAreRestored(String shell) throws IOException {
        TriedHost host = host(shell);
        host.changing("etc/hosts");
        host.write(TriedHost.CHANGES + "/0", host.read("etc/hosts"));
        Files.setPosixFilePermissions(
                host.path(TriedHost.CHANGES + "/0"), PosixFilePermissions.fromString("rw-------"));

        host.undo();

        assertThat(Files.getPosixFilePermissions(host.path("etc/hosts")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    void hostNameFilesThatAreLinksAreRestored(String shell) throws IOException {
        TriedHost host = host(shell);
        host.write("etc/writable/hostname", "old\n");
        host.delete("etc/hostname");
        Files.createSymbolicLink(host.path("etc/hostname"), Path.of("writable/hostname"));

        CommandResult said = host.change(
                List.of("name-host.sh"), Map.of(), "cat '" + host.path("etc/writable/hostname") + "'\nexit 7");

        assertThat(said.output()).isEqualTo("m1\n");
        assertThat(said.exitCode()).isEqualTo(7);
        assertThat(host.path("etc/hostname")).isSymbolicLink();
        assertThat(host.read("etc/hostname")).isEqualTo("old\n");
        assertThat(host.read("etc/hosts")).isEqualTo("127.0.0.1 localhost\n");
        assertThat(host.read("proc/sys/kernel/hostname")).isEqualTo("old\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    void trialOfAStorageDriverEndsWithTheScript(String shell) throws IOException {
        TriedHost host = host(shell);
        host.program("unshare", """
                echo $$ >trial-pid
                kill -TERM "$PPID"
                exec tail -f /dev/null
                """);

        CommandResult said = host.change(ServiceManager.SYSTEMD.configuring(), configuration(host, "zfs"), "");

        assertThat(said.exitCode()).as(said.errors()).isEqualTo(1);
        assertThat(ProcessHandle.of(Long.parseLong(host.read("trial-pid").strip())))
                .isEmpty();
        assertThat(host.path("root")).isEmptyDirectory();
        assertThat(host.path(TriedHost.CHANGES)).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    void containersAreKeptWithQuotedOptions(String shell) {
        TriedHost host = host(shell);
        host.write("running", "c1\n");
        host.write(DAEMON_JSON, "{\"live-restore\": true}");
        host.write("main-pid", "4711\n");
        host.write("proc/4711/cmdline", host.path("bin/dockerd") + "\0--data-root=/a b%\0");
        host.write("proc/net/tcp", "   0: 00000000:0948 00000000:0000 0A\n");

        CommandResult said = host.change(ServiceManager.SYSTEMD.configuring(), configuration(host, ""), "");

        assertThat(said.output()).as(said.errors()).contains("onemachine.not-kept=\n", "onemachine.configured=yes\n");
    }

    /** Settings that a drop-in leaves to daemon.json are not missing: a line written by the user stays. */
    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    void renewalKeepsADropInThatLeavesSettingsToDaemonJson(String shell) {
        TriedHost host = host(shell);
        String dropIn =
                "[Service]\nExecStart=\nExecStart=/usr/bin/dockerd --mtu 1400 --tlscert /etc/docker/server.pem\n";
        host.write("etc/systemd/system/docker.service.d/10-machine.conf", dropIn);
        host.write(DAEMON_JSON, "{\"hosts\": [\"tcp://0.0.0.0:2376\"]}");
        host.write("proc/net/tcp", "   0: 00000000:0948 00000000:0000 0A\n");
        Map<String, String> values = new HashMap<>(configuration(host, ""));
        values.put("RENEWAL", "yes");

        CommandResult said = host.change(ServiceManager.SYSTEMD.configuring(), values, "");

        assertThat(said.output()).as(said.errors()).contains("onemachine.configured=yes\n");
        assertThat(host.read("etc/systemd/system/docker.service.d/10-machine.conf"))
                .isEqualTo(dropIn);
        host.delete(DAEMON_JSON);
        host.change(ServiceManager.SYSTEMD.configuring(), values, "");
        assertThat(host.read("etc/systemd/system/docker.service.d/10-machine.conf"))
                .isNotEqualTo(dropIn);
    }

    /** A firewall that does not run now but at the host's next start is changed in its files. */
    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    void firewallThatIsStoppedIsOpenedForItsNextStart(String shell) {
        TriedHost host = host(shell);
        host.program("systemctl", "[ \"$1\" = is-enabled ]");
        host.program("firewall-cmd", "echo \"$*\" >>firewall-asked");
        host.program("firewall-offline-cmd", "echo \"$*\" >>firewall-asked; [ \"${1%%=*}\" != --query-port ]");
        Map<String, String> values = Map.of("PORTS", "2376/tcp", "OPEN_FIREWALL", "yes", "ENGINE_ADDRESS", "192.0.2.7");

        assertThat(host.run(List.of("put.sh", "firewall.sh"), values, "open_firewall")
                        .exitCode())
                .isZero();

        assertThat(host.read("firewall-asked")).isEqualTo("--query-port=2376/tcp\n--add-port=2376/tcp\n");
    }

    /** Without a card of its own in a zone the default zone counts; what is open already is not opened again. */
    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    void portsOfFirewalldAreOpenedAndClosedAgain(String shell) {
        TriedHost host = host(shell);
        host.program("firewall-cmd", """
                echo "$*" >>firewall-asked
                case "$*" in
                *--get-zone-of-interface*) exit 2 ;;
                *--get-default-zone*) echo public ;;
                *--query-port=2377/tcp*) exit 0 ;;
                *--query-port*) exit 1 ;;
                esac
                """);
        Map<String, String> values =
                Map.of("PORTS", "2376/tcp 2377/tcp", "OPEN_FIREWALL", "yes", "ENGINE_ADDRESS", "127.0.0.1");

        CommandResult said = host.change(
                List.of("engine-systemd.sh", "keep-containers.sh", "firewall.sh"), values, "open_firewall\nexit 1");

        assertThat(said.output()).contains("onemachine.opened-ports=2376/tcp\nonemachine.firewall=firewalld\n");
        assertThat(host.read("firewall-asked")
                        .lines()
                        .filter(line -> line.contains("add-port") || line.contains("remove-port")))
                .containsExactly(
                        "--quiet --zone=public --add-port=2376/tcp",
                        "--quiet --permanent --zone=public --add-port=2376/tcp",
                        "--quiet --zone=public --remove-port=2376/tcp",
                        "--quiet --permanent --zone=public --remove-port=2376/tcp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    void portIsAddedToTheFileOfSuseFirewall(String shell) {
        TriedHost host = host(shell);
        host.write("etc/sysconfig/SuSEfirewall2", "FW_SERVICES_EXT_TCP=\"22\"\nFW_SERVICES_EXT_UDP=\"\"\n");
        host.program("systemctl", "case \"$*\" in *firewalld*) exit 3 ;; restart*) echo \"$*\" >>restarted ;; esac");
        Map<String, String> values =
                Map.of("PORTS", "2376/tcp 7946/udp", "OPEN_FIREWALL", "yes", "ENGINE_ADDRESS", "192.0.2.7");

        CommandResult said = host.run(
                List.of("put.sh", "firewall.sh"), values, "change() { put \"$@\"; }\nopen_firewall\nopen_firewall");

        assertThat(said.output())
                .isEqualTo("onemachine.opened-ports=2376/tcp 7946/udp\nonemachine.firewall=SuSEfirewall2\n");
        assertThat(host.read("etc/sysconfig/SuSEfirewall2"))
                .isEqualTo("FW_SERVICES_EXT_TCP=\"22 2376\"\nFW_SERVICES_EXT_UDP=\"7946\"\n");
        assertThat(host.read("restarted")).isEqualTo("restart SuSEfirewall2.service\n");
    }

    /** The timer would end by itself later than the test may take. */
    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    @Timeout(200)
    void withoutSystemdTheHostRunsAndStopsItsOwnTimer(String shell) throws Exception {
        TriedHost host = host(shell);
        host.program("systemd-run", "exit 1\n");

        assertThat(host.change(List.of(), Map.of(), "").exitCode()).isZero();
        ProcessHandle timer = ProcessHandle.of(
                        Long.parseLong(host.read(TriedHost.CHANGES + "/timer").strip()))
                .orElseThrow();
        host.run(
                List.of("put.sh", "changes.sh", "keep-changes.sh"),
                Map.of("OWNER", "m1", "CERTIFICATES", "/nowhere", "SERVER_CERT", ""),
                "");

        assertThat(timer.onExit().get().isAlive()).isFalse();
        assertThat(host.path(TriedHost.CHANGES)).doesNotExist();
    }

    private TriedHost host(String shell) {
        assumeTrue(isInstalled(shell), shell + " is not installed");
        return new TriedHost(folder, shell);
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    private static Map<String, String> configuration(TriedHost host, String storageDriver) {
        List<String> arguments = List.of("--data-root=/a b%");
        String dockerd = host.path("bin/dockerd").toString();
        return Map.ofEntries(
                Map.entry("RENEWAL", ""),
                Map.entry("ENGINE_HOST", "tcp://0.0.0.0:2376"),
                Map.entry("ENGINE_PORT", "2376"),
                Map.entry("ENGINE_ADDRESS", "192.0.2.7"),
                Map.entry("CERTIFICATES", "/etc/docker"),
                Map.entry("SSH_USER", "root"),
                Map.entry("STORAGE_DRIVER", storageDriver),
                Map.entry("PORTS", "2376/tcp"),
                Map.entry("OPEN_FIREWALL", "yes"),
                Map.entry("PROGRAM", ShellQuoting.word(dockerd)),
                Map.entry("OWN", ""),
                Map.entry("ARGUMENTS", ShellQuoting.words(arguments)),
                Map.entry("DROP_IN", SystemdDropIn.text(dockerd, List.of(), arguments, EngineOptions.defaults())));
    }

    /** A process that ends when it receives the signal to reload its file. */
    private static String withEngine(TriedHost host) {
        return """
                tail -f /dev/null >/dev/null 2>&1 &
                echo $! >'%1$s'
                """.formatted(host.path("main-pid"));
    }
}
