package io.onemachine.machine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.onemachine.machine.Machine;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.HostNotRunningException;
import io.onemachine.machine.error.ProvisioningException;
import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.process.CommandResult;
import io.onemachine.machine.ssh.SshKeyPair;
import io.onemachine.machine.ssh.SshKeyType;
import io.onemachine.machine.ssh.hostkey.KnownHosts;
import io.onemachine.machine.testing.FakeSshProgram;
import io.onemachine.machine.testing.MachinesFixture;
import io.onemachine.machine.testing.StubSshServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maintenance of a provisioned host, with the test's own SSH program and engine. */
class HostMaintenanceTest {
    private static final List<String> SET_UP_AGAIN = List.of(
            "Waiting for SSH to be available...",
            "Detecting the provisioner...",
            "Copying certs to the local machine directory...",
            "Copying certs to the remote machine...",
            "Setting Docker configuration on the remote daemon...");

    private final MachinesFixture fixture;
    private final FakeSshProgram ssh = new FakeSshProgram();
    private final Function<String, CommandResult> debian = ssh.host;
    private int linesBefore;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static StubSshServer port;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static ServerSocket engine;

    HostMaintenanceTest(@TempDir Path folder) {
        fixture = new MachinesFixture(folder.resolve("store")).withCertificates();
        fixture.commands = ssh;
        fixture.driver.sshPort = port.port();
        fixture.driver.enginePort = engine.getLocalPort();
    }

    /** Only listens: no test logs in for real or asks the engine. */
    @BeforeAll
    static void listen(@TempDir Path folder) throws IOException {
        port = new StubSshServer(
                "guest", SshKeyPair.createIn(folder, SshKeyType.ED25519).publicKey());
        engine = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterAll
    static void close() throws IOException {
        engine.close();
        port.close();
    }

    /** A machine in the store whose host counts as provisioned. */
    @BeforeEach
    void createMachine() {
        fixture.machines().create(fixture.request("m1")).close();
        KnownHosts.in(fixture.store.resolve("machines/m1")).put(FakeSshProgram.hostKey());
        fixture.driver.provisionable = true;
        linesBefore = fixture.progress.lines().size();
    }

    @Test
    void provisionReportsAsTheGoProgramAndRenewsTheCertificate() throws IOException {
        load().provision();
        String first = serverCertificate();
        assertThat(said()).isEqualTo(SET_UP_AGAIN);
        assertThat(ssh.scripts()).anyMatch(script -> script.contains(first));
        load().provision();
        assertThat(serverCertificate()).isNotEqualTo(first);
    }

    /** As on a disk that has become full meanwhile. */
    @Test
    void hostIsRestoredEvenWhenLocalFilesCannotBe() {
        load().provision();
        ssh.host = script -> {
            if (!script.contains("DROP_IN=")) {
                return debian.apply(script);
            }
            putInTheWay(machineFile("server.pem"));
            return new CommandResult(1, "", "the host's own fault");
        };

        assertThatThrownBy(() -> load().provision()).hasMessageContaining("the host's own fault");

        assertThat(said()).endsWith("Putting the host back as it was...");
        assertThat(ssh.scripts().getLast()).doesNotContain("DROP_IN=").contains("sh \"$changes/undo\" locked");
        assertThat(fixture.progress.warnings())
                .singleElement(STRING)
                .startsWith("The certificates in " + fixture.store.resolve("machines/m1") + " could not be put back");
    }

    /** A folder that cannot be replaced by a file. */
    private static void putInTheWay(Path file) {
        try {
            Files.delete(file);
            Files.createDirectories(file.resolve("in-the-way"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void newClientCertificateReplacesAllCopiesAndContactsNoHost() throws IOException {
        load().provision();
        String ca = Files.readString(shared("ca.pem"));
        String client = Files.readString(shared("cert.pem"));
        fixture.driver.provisionable = false;
        fixture.machines().create(fixture.request("other")).close(); // without copies, as it has no host
        int scripts = ssh.scripts().size();

        assertThat(fixture.machines().renewClientCertificate(fixture.machines().tlsFiles()))
                .containsExactly("m1");

        assertThat(Files.readString(shared("ca.pem"))).isEqualTo(ca);
        assertThat(Files.readString(shared("cert.pem"))).isNotEqualTo(client);
        for (String file : List.of("ca.pem", "cert.pem", "key.pem")) {
            assertThat(machineFile(file)).hasSameTextualContentAs(shared(file));
        }
        assertThat(ssh.scripts()).hasSize(scripts);

        Files.writeString(machineFile("ca.pem"), "of another engine");
        String theirs = Files.readString(machineFile("cert.pem"));
        assertThat(fixture.machines().renewClientCertificate(fixture.machines().tlsFiles()))
                .isEmpty();
        assertThat(Files.readString(machineFile("cert.pem"))).isEqualTo(theirs);
    }

    @Test
    void newCaReachesAMachineWithItsNextCertificate() throws IOException {
        load().provision();
        String ca = Files.readString(shared("ca.pem"));
        fixture.machines().replaceCa();
        assertThat(Files.readString(shared("ca.pem"))).isNotEqualTo(ca);
        assertThat(Files.readString(machineFile("ca.pem")))
                .as("what docker keeps using with the old engine")
                .isEqualTo(ca);

        linesBefore = fixture.progress.lines().size();
        fixture.driver.state = MachineState.STOPPED;
        load().start();
        assertThat(said()).contains("Renewing the engine's certificate by the present CA...");
        for (String file : List.of("ca.pem", "cert.pem", "key.pem")) {
            assertThat(machineFile(file)).hasSameTextualContentAs(shared(file));
        }
        linesBefore = fixture.progress.lines().size();
        load().restart();
        assertThat(said()).noneMatch(line -> line.startsWith("Renewing"));

        fixture.now = fixture.now.plus(Duration.ofDays(1060));
        load().restart();
        assertThat(said()).contains("Renewing the engine's certificate before it expires...");
    }

    @Test
    void reconfiguredEngineHasItsOptionsInStoreAndHost() {
        EngineOptions options = withLabel("tier=web");

        try (Machine machine = load()) {
            machine.reconfigure(options, List.of("web.example"));
        }

        assertThat(load().options().engine()).isEqualTo(options);
        assertThat(load().options().auth().serverCertSans()).containsExactly("web.example");
        assertThat(load().isUnfinished()).isFalse();
        assertThat(ssh.scripts()).anyMatch(script -> script.contains("tier=web"));
    }

    @Test
    void failedReconfigurationStaysNotedUntilTheHostIsProvisioned() {
        ssh.host = script ->
                script.contains("DROP_IN=") ? new CommandResult(1, "", "the host's own fault") : debian.apply(script);
        assertThatThrownBy(() -> load().reconfigure(withLabel("tier=web"), List.of()))
                .hasMessageContaining("the host's own fault");
        assertThat(load().isUnfinished()).isTrue();
        assertThat(load().isCreationUnfinished()).isFalse();
        assertThat(load().options().engine().labels()).containsExactly("tier=web");

        ssh.host = debian;
        load().provision();

        assertThat(load().isUnfinished()).isFalse();
    }

    @Test
    void openedPortsStayOpenWheneverTheHostIsProvisioned() {
        load().openPorts(List.of("2377/tcp", "7946/udp"));

        String script = ssh.scripts().getLast();
        assertThat(script).contains("2377/tcp 7946/udp").doesNotContain("DROP_IN=");
        load().provision();
        assertThat(ssh.scripts())
                .filteredOn(it -> it.contains("DROP_IN="))
                .allMatch(it -> it.contains("2377/tcp 7946/udp"));
    }

    private static EngineOptions withLabel(String label) {
        EngineOptions defaults = EngineOptions.defaults();
        return new EngineOptions(
                List.of(),
                defaults.dns(),
                "",
                List.of(),
                false,
                List.of(),
                List.of(label),
                "",
                "",
                false,
                defaults.tlsVerify(),
                List.of(),
                defaults.installUrl(),
                "",
                true);
    }

    @Test
    void containersStoppedByTheRestartAreReported() {
        ssh.host = script -> script.contains("DROP_IN=")
                ? new CommandResult(
                        0, "onemachine.stopped-containers=2\nonemachine.not-kept=the host is in a swarm\n", "")
                : debian.apply(script);
        load().regenerateCertificates();
        assertThat(fixture.progress.warnings())
                .containsExactly(
                        "The engine's restart has stopped 2 running containers: the host is in a swarm. Those with"
                                + " a restart policy start again by themselves, \"docker start\" starts the others.");
    }

    @Test
    void upgradeReportsBothVersionsAndStoppedContainers() {
        answerUpgrade(
                "onemachine.before=26.1.5\nonemachine.running=web db\nonemachine.changed=yes\nonemachine.after=27.0.1\n",
                "onemachine.stopped=db\n");
        load().upgrade();

        assertThat(said())
                .containsExactly(
                        "Waiting for SSH to be available...",
                        "Detecting the provisioner...",
                        "Upgrading docker...",
                        "Restarting docker...",
                        "Docker was upgraded from 26.1.5 to 27.0.1.");
        assertThat(ssh.scripts().getLast()).contains("CONTAINERS='web db'");
        assertThat(fixture.progress.warnings()).singleElement().asString().contains("do not run now: db.");
        assertThat(ssh.open()).isZero();
    }

    @Test
    void newestEngineIsNotRestarted() {
        answerUpgrade("onemachine.before=26.1.5\nonemachine.incomplete=yes\nonemachine.after=26.1.5\n", "");
        load().upgrade();

        assertThat(said())
                .endsWith(
                        "Upgrading docker...",
                        "Docker 26.1.5 is the newest version that the host's packages offer."
                                + " Not all of the host's package sources could be asked.")
                .doesNotContain("Restarting docker...");
    }

    @Test
    void upgradeStartsAStoppedHostAndOtherCommandsRefuseIt() {
        fixture.driver.state = MachineState.STOPPED;
        assertThatThrownBy(() -> load().provision()).isInstanceOf(HostNotRunningException.class);
        assertThatThrownBy(() -> load().regenerateCertificates()).isInstanceOf(HostNotRunningException.class);
        assertThat(ssh.scripts()).isEmpty();

        answerUpgrade("onemachine.before=26.1.5\nonemachine.after=26.1.5\n", "");
        load().upgrade();
        assertThat(said())
                .startsWith("Starting machine so machine can be upgraded...", "Starting \"m1\"...")
                .contains("Upgrading docker...");
    }

    @Test
    void hostWithoutDockerIsNotUpgraded() {
        ssh.host = script -> new CommandResult(
                0, "onemachine.os-id=debian\nonemachine.user=root\nonemachine.uid=0\nonemachine.systemd=yes\n", "");
        assertThatThrownBy(() -> load().upgrade())
                .isInstanceOf(ProvisioningException.class)
                .hasMessage("Docker is not installed on the host");
    }

    @Test
    void machineWithoutAHostIsReported() {
        fixture.driver.provisionable = false;
        for (Runnable upkeep : List.<Runnable>of(
                () -> load().provision(), () -> load().regenerateCertificates(), () -> load().upgrade())) {
            assertThatThrownBy(upkeep::run)
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining("\"m1\" has no host to log in to: its driver \"fake\"");
        }
        assertThat(said()).isEmpty();
    }

    private void answerUpgrade(String upgrade, String restart) {
        ssh.host = script -> {
            if (script.contains("apt-get install")) {
                return new CommandResult(0, upgrade, "");
            }
            return script.contains("CONTAINERS=") ? new CommandResult(0, restart, "") : debian.apply(script);
        };
    }

    private Machine load() {
        return fixture.machines().load("m1");
    }

    private List<String> said() {
        return fixture.progress
                .lines()
                .subList(linesBefore, fixture.progress.lines().size());
    }

    private String serverCertificate() throws IOException {
        return Files.readString(machineFile("server.pem"));
    }

    private Path machineFile(String name) {
        return fixture.store.resolve("machines/m1").resolve(name);
    }

    private Path shared(String name) {
        return fixture.store.resolve("certs").resolve(name);
    }
}
