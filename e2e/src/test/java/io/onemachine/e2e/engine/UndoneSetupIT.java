package io.onemachine.e2e.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.ExistingHost;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A failed set-up leaves a host in use unchanged: its engine, containers, name and files. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class UndoneSetupIT {

    private static final String START = """
            mkdir -p /etc/docker
            docker import /usr/share/onemachine/hello.tar local/hello >/dev/null
            docker run -d --name lives local/hello sleep 36000 >/dev/null
            """;

    /** All that a set-up may change. */
    private static final String LOOK = """
            docker inspect -f '{{.State.Running}} {{.State.StartedAt}} {{.State.Pid}}' lives
            docker ps -a --format '{{.Names}}'
            docker info -f '{{.LiveRestoreEnabled}} {{range .Labels}}{{println .}}{{end}}' 2>/dev/null | sort
            tr '\\0' ' ' </proc/$(pidof dockerd)/cmdline; echo
            systemctl is-active docker.service docker.socket
            systemctl is-enabled docker.service
            hostname
            sha256sum /etc/hosts /etc/hostname $(find /etc/docker /etc/systemd/system/docker.service.d -type f 2>/dev/null | sort)
            stat -c '%n %a %U' /etc/docker/* /etc/systemd/system/docker.service.d 2>/dev/null
            id ada
            ls -d /run/docker-machine* /var/lib/docker/machine* 2>/dev/null
            systemctl list-units --all --no-legend 'machine-undo*'
            find /etc -name '*.before*' -o -name '10-machine.conf.*'
            """;

    /** The engine's start waits until a file is gone, so that a set-up can be interrupted. */
    private static final String HOLD = """
            mkdir -p /etc/systemd/system/docker.service.d
            printf '[Service]\\nExecStartPre=sh -c "touch /run/reached; while [ -e /run/hold ]; do sleep 0.1; done"\\n' \\
                >/etc/systemd/system/docker.service.d/05-hold.conf
            systemctl daemon-reload
            touch /run/hold
            """;

    private static final String AWAIT_HELD = """
            tries=600
            until [ -e /run/reached ]; do tries=$((tries - 1)); [ "$tries" -gt 0 ] || exit 1; sleep 0.1; done
            """;
    private static final String LET_GO =
            "rm -rf /run/hold /run/reached /etc/systemd/system/docker.service.d; systemctl daemon-reload";

    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Cloud cloud;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static UserEnvironment user;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static ExistingHost host;

    @BeforeAll
    static void startHost() {
        cloud = Cloud.ofRealHosts(folder);
        user = cloud.user();
        host = ExistingHost.in(cloud, folder);
        host.asRoot(START).succeeds();
    }

    @AfterAll
    static void stopCloud() {
        if (cloud != null) {
            cloud.close();
        }
    }

    static List<FailedSetup> failingCreates() {
        return FailedSetup.ofCreate();
    }

    @Order(1)
    @ParameterizedTest
    @MethodSource("failingCreates")
    void aFailedCreateLeavesTheHostAsItWas(FailedSetup failure) {
        host.asRoot(failure.prepare()).succeeds();
        try {
            String before = look();

            user.runWithInput("", create(failure.options().toArray(String[]::new)))
                    .failsWith(failure.exitCode())
                    .complains(failure.complaint().toArray(String[]::new));

            assertThat(look()).isEqualTo(before);
            assertThat(user.machine("gen")).doesNotExist();
        } finally {
            host.asRoot(failure.cleanUp()).succeeds();
        }
    }

    @Order(2)
    @Test
    void anInterruptedCreateLeavesTheHostAsItWas() throws IOException, InterruptedException {
        host.asRoot(HOLD).succeeds();
        String before = look();
        Process process = user.start(create("--generic-ssh-user=ada"));
        process.getOutputStream().close();
        host.asRoot(AWAIT_HELD).succeeds();

        user.run("kill", "-INT", Long.toString(process.pid())).succeeds();
        host.asRoot("rm /run/hold").succeeds();
        List<String> said = process.inputReader().lines().toList();

        assertThat(process.waitFor()).as("%s", said).isEqualTo(130);
        assertThat(said).contains("Putting the host back as it was...");
        assertThat(look()).isEqualTo(before);
        host.asRoot(LET_GO).succeeds();
    }

    /** Port 22 stays open for the test. */
    @Order(3)
    @Test
    void aHostThatIsCutOffRestoresItself() throws IOException, InterruptedException {
        host.asRoot(HOLD).succeeds();
        String before = look();
        Process process = user.start(create("--generic-ssh-port=2222"));
        process.getOutputStream().close();
        host.asRoot(AWAIT_HELD).succeeds();
        assertThat(host.asRoot("systemctl show -p ActiveState,Unit --value machine-undo.timer")
                        .succeeds()
                        .stdout())
                .as("the fallback for a lost connection that goes unnoticed")
                .contains("active");

        host.asRoot("""
                iptables -I INPUT -p tcp --dport 2222 -j REJECT --reject-with tcp-reset
                kill $(awk '/^PPid/ { print $2 }' /proc/$(cat /run/docker-machine.changes/process)/status)
                rm /run/hold
                while [ -e /run/docker-machine.changes ]; do sleep 0.1; done
                """).succeeds();
        List<String> said = process.inputReader().lines().toList();
        assertThat(process.waitFor()).as("%s", said).isEqualTo(1);
        assertThat(look()).isEqualTo(before);
        host.asRoot("iptables -D INPUT -p tcp --dport 2222 -j REJECT --reject-with tcp-reset")
                .succeeds();
        host.asRoot(LET_GO).succeeds();
    }

    /** Settings in the engine's own file are not repeated as arguments. */
    @Order(4)
    @Test
    void theSameSettingsInTheEnginesFileDoNotFail() {
        host.asRoot("""
                echo '{"labels": ["provider=generic"], "debug": true, "tlsverify": true, "tlscacert": "/etc/docker/ca.pem",
                "tlscert": "/etc/docker/server.pem", "tlskey": "/etc/docker/server-key.pem"}' >/etc/docker/daemon.json
                """).succeeds();
        String pid = pid();

        user.runWithInput("", create("--engine-opt=debug", "--engine-opt="))
                .says("Docker is up and running!\n", "--engine-opt: an empty value is left out");

        assertThat(host.asRoot("docker info -f '{{.Labels}} {{.Debug}}'; cat /etc/systemd/system/docker.service.d/*")
                        .succeeds()
                        .stdout())
                .startsWith("[provider=generic] true\n")
                .doesNotContain("--label", "--tls", "--debug", " -- ");
        assertThat(pid()).as("the container's process").isEqualTo(pid);
        user.dockerMachine("config", "gen").succeeds();
        host.asRoot("rm /etc/docker/daemon.json").succeeds();
        user.dockerMachine("provision", "gen").succeeds();
        assertThat(pid()).isEqualTo(pid);
    }

    static Stream<FailedSetup> failingUpkeep() {
        return FailedSetup.ofUpkeep().stream();
    }

    @Order(5)
    @ParameterizedTest
    @MethodSource("failingUpkeep")
    void failedMaintenanceLeavesHostAndMachineAsTheyWere(FailedSetup failure) {
        for (List<String> command : List.of(List.of("provision", "gen"), List.of("regenerate-certs", "-f", "gen"))) {
            host.asRoot(failure.prepare()).succeeds();
            try {
                String before = look();
                Map<String, String> files = machineFiles();

                user.dockerMachine(command.toArray(String[]::new))
                        .failsWith(failure.exitCode())
                        .complains(failure.complaint().toArray(String[]::new));

                assertThat(look()).as("%s", command).isEqualTo(before);
                assertThat(machineFiles()).as("%s", command).isEqualTo(files);
                user.dockerMachine("config", "gen").succeeds();
            } finally {
                host.asRoot(failure.cleanUp()).succeeds();
            }
        }
    }

    @Order(6)
    @Test
    void provisionNamesWhatTheEngineWouldRefuse() {
        host.asRoot("echo '{\"labels\": [\"a=b\"]}' >/etc/docker/daemon.json").succeeds();
        String before = look();
        Map<String, String> files = machineFiles();

        user.dockerMachine("provision", "gen")
                .failsWith(1)
                .complains(FailedSetup.LABELS_IN_FILE.complaint().getFirst());
        user.dockerMachine("regenerate-certs", "-f", "gen")
                .failsWith(1)
                .complains("labels: (from flag: [provider=generic], from file: [a=b])");

        assertThat(look()).isEqualTo(before);
        assertThat(machineFiles()).isEqualTo(files);
        host.asRoot("rm /etc/docker/daemon.json").succeeds();
    }

    @Order(7)
    @Test
    void renewalChangesCertificatesOnly() {
        host.asRoot("""
                hostname other; echo other >/etc/hostname; sed -i 's/\\bgen\\b/other/' /etc/hosts
                printf 'Environment=MINE=yes\\n' >>/etc/systemd/system/docker.service.d/10-machine.conf
                """).succeeds();
        String certificates = " /etc/docker/(ca|server|server-key)[.]pem\n";
        String before = look();

        user.dockerMachine("regenerate-certs", "-f", "gen").succeeds();

        assertThat(look().replaceAll("\\w{64} " + certificates, ""))
                .isEqualTo(before.replaceAll("\\w{64} " + certificates, ""))
                .contains("other");
        assertThat(look()).isNotEqualTo(before);
        user.dockerMachine("config", "gen").succeeds();
        user.dockerMachine("provision", "gen").succeeds();
        assertThat(host.asRoot("hostname").stdout()).isEqualTo("gen\n");
    }

    /** A drop-in of the user starts the engine with certificates: it goes on working. */
    @Order(8)
    @Test
    void aLaterWorkingDropInIsReportedAndStays() {
        host.asRoot("""
                sed 's/ --label provider=generic/ --label provider=me/' /etc/systemd/system/docker.service.d/10-machine.conf \\
                    >/etc/systemd/system/docker.service.d/override.conf
                """).succeeds();

        user.dockerMachine("provision", "gen")
                .succeeds()
                .says("The engine is started as /etc/systemd/system/docker.service.d/override.conf on the host says");

        assertThat(host.asRoot("docker info -f '{{.Labels}}'").succeeds().stdout())
                .isEqualTo("[provider=me]\n");
        user.dockerMachine("config", "gen").succeeds();
    }

    private static List<String> create(String... options) {
        List<String> command = new ArrayList<>(List.of(
                "docker-machine",
                "create",
                "--driver=generic",
                "--generic-ip-address=" + host.address(),
                "--generic-ssh-key=" + host.key()));
        command.addAll(List.of(options));
        command.add("gen");
        return command;
    }

    private static String look() {
        return host.asRoot(LOOK).stdout();
    }

    private static String pid() {
        return host.asRoot("docker inspect -f '{{.State.Pid}}' lives")
                .succeeds()
                .stdout();
    }

    private static Map<String, String> machineFiles() {
        try (Stream<Path> files = Files.list(user.machine("gen"))) {
            Map<String, String> texts = new TreeMap<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.put(file.getFileName().toString(), Files.readString(file));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
