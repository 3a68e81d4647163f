package io.onemachine.machine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.CreateRequest;
import io.onemachine.machine.Machine;
import io.onemachine.machine.Machines;
import io.onemachine.machine.certificate.CertificateFiles;
import io.onemachine.machine.certificate.CertifiedKey;
import io.onemachine.machine.certificate.TlsFiles;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.engine.EngineVersion;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.MachineCreationException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.error.PreCreateCheckException;
import io.onemachine.machine.error.SshUnavailableException;
import io.onemachine.machine.error.SshUnavailableException.Reason;
import io.onemachine.machine.process.CommandResult;
import io.onemachine.machine.ssh.SshKeyPair;
import io.onemachine.machine.ssh.SshKeyType;
import io.onemachine.machine.testing.FakeSshProgram;
import io.onemachine.machine.testing.MachinesFixture;
import io.onemachine.machine.testing.StubSshServer;
import io.onemachine.testing.StubEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateParsingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Creation and start of machines with provisioned hosts, with the test's own SSH program and engine. */
class HostProvisioningTest {
    private final MachinesFixture fixture;
    private final FakeSshProgram ssh = new FakeSshProgram();
    private final String key;
    private final StubSshServer port;
    private final List<StubEngine> engines = new ArrayList<>();

    HostProvisioningTest(@TempDir Path folder) throws IOException {
        fixture = new MachinesFixture(folder.resolve("store")).withCertificates();
        fixture.commands = ssh;
        fixture.driver.provisionable = true;
        key = SshKeyPair.createIn(folder, SshKeyType.ED25519).publicKey();
        port = new StubSshServer("0.0.0.0", "guest", key);
        fixture.driver.sshPort = port.port();
        fixture.driver.enginePort = StubSshServer.closedPort();
        Function<String, CommandResult> debian = ssh.host;
        ssh.host = script -> {
            if (script.contains("DROP_IN=")) {
                startEngine();
            }
            return debian.apply(script);
        };
    }

    @AfterEach
    void close() throws IOException {
        engines.forEach(StubEngine::close);
        port.close();
    }

    @Test
    void createReportsAsTheGoProgramAndWritesItsFiles() throws IOException {
        try (Machine machine = fixture.machines().create(fixture.request("m1"))) {
            assertThat(machine.engineVersion(Duration.ofSeconds(20)))
                    .isEqualTo(new EngineVersion("26.1.5", "1.45", "1.24"));
        }

        assertThat(fixture.progress.lines())
                .containsExactly(
                        "Running pre-create checks...",
                        "Creating machine...",
                        "(m1) Creating a host",
                        "Waiting for machine to be running, this may take a few minutes...",
                        "Detecting operating system of created instance...",
                        "Waiting for SSH to be available...",
                        "The host's SSH key was not known; from now on it is "
                                + FakeSshProgram.hostKey().fingerprint() + ".",
                        "Detecting the provisioner...",
                        "Provisioning with debian...",
                        "Copying certs to the local machine directory...",
                        "Copying certs to the remote machine...",
                        "Setting Docker configuration on the remote daemon...",
                        "Checking connection to Docker...",
                        "Docker is up and running!");
        assertThat(machineFiles())
                .containsExactly(
                        "rw-r--r-- ca.pem",
                        "rw-r--r-- cert.pem",
                        "rw------- config.json",
                        "rw------- key.pem",
                        "rw------- known_hosts",
                        "rw------- server-key.pem",
                        "rw-r--r-- server.pem");
        assertThat(directory().resolve("key.pem")).hasSameTextualContentAs(fixture.store.resolve("certs/key.pem"));
        assertThat(CertificateFiles.readCertificate(directory().resolve("server.pem"))
                        .getSubjectX500Principal()
                        .getName())
                .isEqualTo("O=ada.m1");
    }

    @Test
    void oneConnectionServesTheWholeCreationAndIsClosed() {
        fixture.machines().create(fixture.request("m1")).close();

        assertThat(ssh.started())
                .singleElement()
                .satisfies(argv -> assertThat(argv)
                        .startsWith("ssh", "-F", "/dev/null")
                        .contains(
                                "BatchMode=yes",
                                "StrictHostKeyChecking=accept-new",
                                "docker@127.0.0.1",
                                "ControlMaster=yes")
                        .noneMatch(word -> word.contains("PRIVATE")));
        assertThat(ssh.scripts()).hasSize(1);
        assertThat(ssh.open()).isZero();
    }

    @Test
    void failedSetupClosesTheConnection() {
        ssh.host = script -> script.contains("onemachine.%s=%s")
                ? new FakeSshProgram().host.apply(script)
                : new CommandResult(1, "", "No space left on device\n");

        assertThatThrownBy(() -> fixture.machines().create(fixture.keepingRequest("m1")))
                .isInstanceOf(MachineCreationException.class)
                .hasMessageStartingWith(
                        "Error creating machine: Error running provisioning: Cannot copy the certificates")
                .hasMessageContaining("No space left on device");
        assertThat(fixture.machines().exists("m1")).isTrue();
        assertThat(ssh.open()).isZero();
    }

    @Test
    void interruptedCreationKeepsTheMachineOnRequest() throws IOException {
        fixture.driver.createFailure = Optional.of(new OperationInterruptedException("waiting for the VM"));

        assertThatThrownBy(() -> fixture.machines().create(fixture.keepingRequest("m1")))
                .isInstanceOf(OperationInterruptedException.class);
        assertThat(Files.readString(directory().resolve("config.json"))).contains("\"HostId\": 7");
    }

    @Test
    void existingHostIsCheckedFirst() throws IOException {
        fixture.driver.hostExists = true;
        ssh.host = script -> new CommandResult(0, "onemachine.os-id=plan9\nonemachine.user=glenda\n", "");
        assertThatThrownBy(() -> fixture.machines().create(fixture.request("m1")))
                .isInstanceOf(PreCreateCheckException.class)
                .hasMessageContaining("ID=plan9");
        fixture.driver.sshPort = StubSshServer.closedPort();
        assertThatThrownBy(() -> fixture.machines().create(fixture.request("m1")))
                .isInstanceOf(PreCreateCheckException.class)
                .hasMessageContaining("did not come up within 20 s: connection refused");

        assertThat(fixture.machines().exists("m1")).isFalse();
        assertThat(fixture.driver.calls).containsExactly("check", "check");
        assertThat(ssh.open()).isZero();
    }

    @Test
    void hostInErrorStateIsNotWaitedFor() {
        Machines machines = fixture.machines();
        try (Machine machine = machines.create(fixture.request("m1"))) {
            fixture.driver.state = MachineState.ERROR;
            assertThatThrownBy(machine::restart).isInstanceOf(DriverException.class);
        }
    }

    @Test
    void startWaitsForTheEngineAndRenewsItsCertificateForANewAddress() {
        try (Machine machine = fixture.machines().create(withNames("m1", "build.example", "192.0.2.9"))) {
            machine.stop();
            fixture.driver.address = "127.0.0.2";
            machine.start();
            machine.checkConnection();
            assertThat(alternativeNames())
                    .containsExactlyInAnyOrder("build.example", "localhost", "192.0.2.9", "127.0.0.2");
        }

        assertThat(fixture.progress.lines())
                .endsWith(
                        "Starting \"m1\"...",
                        "Machine \"m1\" was started.",
                        "Waiting for SSH to be available...",
                        "Detecting the provisioner...",
                        "Renewing the engine's certificate for the new address 127.0.0.2...",
                        "Started machines may have new IP addresses. You may need to re-run the `‹command env›` "
                                + "command.",
                        "The address of \"m1\" has changed from 127.0.0.1 to 127.0.0.2.");
        assertThat(fixture.progress.warnings()).isEmpty();
    }

    @Test
    void certificateIsRenewedOnlyWhenItIsNotForTheAddress() {
        try (Machine machine = fixture.machines().create(withNames("m1", "127.0.0.2"))) {
            String before = certificate();
            machine.restart();
            assertThat(certificate()).isEqualTo(before);
            fixture.driver.address = "127.0.0.2";
            startEngine();
            machine.restart();
            assertThat(certificate()).isEqualTo(before);
        }
        assertThat(fixture.progress.warnings()).isEmpty();
    }

    @Test
    void failedRenewalDoesNotStopAStartAndIsRepeatedAtTheNext() {
        try (Machine machine = fixture.machines().create(fixture.request("m1"))) {
            String before = certificate();
            Function<String, CommandResult> willing = ssh.host;
            ssh.host = script -> script.contains("SERVER_CERT=")
                    ? new CommandResult(1, "", "No space left on device\n")
                    : willing.apply(script);
            fixture.driver.address = "127.0.0.2";
            startEngine();
            machine.restart();

            assertThat(fixture.progress.warnings())
                    .singleElement()
                    .asString()
                    .contains("127.0.0.2", "No space left on device", "‹command regenerate-certs, argument m1›");
            assertThat(certificate()).isEqualTo(before);

            engines.removeLast().close();
            ssh.host = willing;
            machine.restart();
            assertThat(alternativeNames()).containsExactlyInAnyOrder("localhost", "127.0.0.2");
            machine.checkConnection();
        }
    }

    @Test
    void everythingWorksWithAnIpv6Address() throws IOException {
        fixture.driver.address = "::1";
        try (StubSshServer six = new StubSshServer("::1", "guest", key)) {
            fixture.driver.sshPort = six.port();
            try (Machine machine = fixture.machines().create(fixture.request("m1"))) {
                assertThat(machine.url()).isEqualTo("tcp://[::1]:" + fixture.driver.enginePort);
                assertThat(machine.engineVersion(Duration.ofSeconds(20)).version())
                        .isEqualTo("26.1.5");
                assertThat(alternativeNames()).containsExactlyInAnyOrder("localhost", "0:0:0:0:0:0:0:1");
                String before = certificate();
                machine.restart();
                assertThat(certificate()).isEqualTo(before);
            }
        }
        assertThat(ssh.started().getFirst()).contains("docker@::1");
    }

    @Test
    void stoppedHostIsNotWaitedFor() throws IOException {
        try (Machine machine = fixture.machines().create(fixture.request("m1"))) {
            fixture.driver.sshPort = StubSshServer.closedPort();
            fixture.driver.condition = Optional.of("VM 7 is in state UNKNOWN: its host is down");

            assertThatThrownBy(machine::restart)
                    .isInstanceOfSatisfying(
                            SshUnavailableException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.HOST_DOWN))
                    .hasMessageStartingWith("SSH to docker@127.0.0.1:" + fixture.driver.sshPort
                            + " does not come up, VM 7 is in state UNKNOWN: its host is down (after ")
                    .hasMessageEndingWith(": connection refused)");
        }
        assertThat(fixture.sleeper.nanoTime()).isLessThan(Duration.ofSeconds(10).toNanos());
    }

    @Test
    void engineThatDoesNotStartIsReportedWithItsLog() {
        try (Machine machine = fixture.machines().create(fixture.request("m1"))) {
            machine.stop();
            engines.forEach(StubEngine::close);
            Function<String, CommandResult> before = ssh.host;
            ssh.host = script -> script.contains("journalctl")
                    ? new CommandResult(0, "failed to load listeners\n", "")
                    : before.apply(script);

            assertThatThrownBy(machine::start)
                    .hasMessageContaining("does not listen at tcp://127.0.0.1:" + fixture.driver.enginePort)
                    .hasMessageEndingWith("failed to load listeners");
        }
    }

    private CreateRequest withNames(String name, String... names) {
        return fixture.request(name).tlsSans(List.of(names));
    }

    private String certificate() {
        return CertificateFiles.text(directory().resolve("server.pem"));
    }

    private List<String> alternativeNames() {
        try {
            return CertificateFiles.readCertificate(directory().resolve("server.pem"))
                    .getSubjectAlternativeNames()
                    .stream()
                    .map(name -> String.valueOf(name.get(1)))
                    .toList();
        } catch (CertificateParsingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The host's reaction to the configuration of its engine: it listens, with the copied certificate. */
    private void startEngine() {
        CertifiedKey certificate = new CertifiedKey(
                CertificateFiles.text(directory().resolve("server.pem")),
                CertificateFiles.text(directory().resolve("server-key.pem")));
        engines.add(StubEngine.start(
                TlsFiles.in(fixture.store).caCertificate(),
                certificate.certificate(),
                certificate.key(),
                new InetSocketAddress(InetAddress.ofLiteral(fixture.driver.address), fixture.driver.enginePort),
                path -> StubEngine.json(
                        200, "{\"Version\":\"26.1.5\",\"ApiVersion\":\"1.45\",\"MinAPIVersion\":\"1.24\"}")));
    }

    private Path directory() {
        return fixture.store.resolve("machines/m1");
    }

    private List<String> machineFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory())) {
            List<String> lines = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                lines.add(
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)) + " " + file.getFileName());
            }
            return lines;
        }
    }
}
