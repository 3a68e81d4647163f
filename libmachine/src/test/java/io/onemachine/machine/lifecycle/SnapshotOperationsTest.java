package io.onemachine.machine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.onemachine.machine.Machine;
import io.onemachine.machine.certificate.TlsFiles;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.HostNotRunningException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.host.HostSnapshot;
import io.onemachine.machine.host.HostSnapshot.Kind;
import io.onemachine.machine.process.CommandResult;
import io.onemachine.machine.ssh.SshKeyPair;
import io.onemachine.machine.ssh.SshKeyType;
import io.onemachine.machine.ssh.hostkey.KnownHosts;
import io.onemachine.machine.testing.FakeHostCare;
import io.onemachine.machine.testing.FakeSshProgram;
import io.onemachine.machine.testing.MachinesFixture;
import io.onemachine.machine.testing.StubSshServer;
import io.onemachine.testing.StubEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Snapshots of a provisioned host, with the test's own cloud, SSH program and engine. */
class SnapshotOperationsTest {
    private static final String SET_UP_AGAIN = "Setting Docker configuration on the remote daemon...";

    private final MachinesFixture fixture;
    private final FakeHostCare care = new FakeHostCare();
    private final FakeSshProgram ssh = new FakeSshProgram();
    private final Function<String, CommandResult> debian = ssh.host;
    private Optional<StubEngine> engine = Optional.empty();
    private int linesBefore;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static StubSshServer port;

    SnapshotOperationsTest(@TempDir Path folder) {
        fixture = new MachinesFixture(folder.resolve("store")).withCertificates();
        fixture.commands = ssh;
        fixture.driver.sshPort = port.port();
        fixture.driver.enginePort = 1; // nothing listens there
    }

    @BeforeAll
    static void listen(@TempDir Path folder) throws IOException {
        port = new StubSshServer(
                "guest", SshKeyPair.createIn(folder, SshKeyType.ED25519).publicKey());
    }

    @AfterAll
    static void close() throws IOException {
        port.close();
    }

    @BeforeEach
    void createMachine() {
        fixture.machines().create(fixture.request("m1")).close();
        KnownHosts.in(machineFile("")).put(FakeSshProgram.hostKey());
        fixture.driver.provisionable = true;
        fixture.driver.care = Optional.of(care);
        fixture.driver.calls.clear();
        linesBefore = fixture.progress.lines().size();
    }

    @AfterEach
    void closeEngine() {
        engine.ifPresent(StubEngine::close);
    }

    /** Starts an engine with the certificate that the machine's provisioning left here. */
    private StubEngine engine(String info) throws IOException {
        StubEngine started = StubEngine.start(
                TlsFiles.in(fixture.store).caCertificate(),
                Files.readString(machineFile("server.pem")),
                Files.readString(machineFile("server-key.pem")),
                path -> StubEngine.json(200, path.equals("/info") ? info : "{\"Version\":\"27.0.1\"}"));
        engine = Optional.of(started);
        fixture.driver.enginePort = started.port();
        return started;
    }

    private void provision() {
        load().provision();
        linesBefore = fixture.progress.lines().size();
    }

    @Test
    void aSnapshotWithoutANameIsNamedAfterMachineAndTime() {
        fixture.now = Instant.parse("2026-12-01T10:20:30Z");

        HostSnapshot taken = load().createSnapshot("", Kind.SYSTEM);

        assertThat(taken.name()).isEqualTo("m1-20261201-102030");
        assertThat(said())
                .containsExactly(
                        "Taking snapshot \"m1-20261201-102030\" of \"m1\"...",
                        "Snapshot \"m1-20261201-102030\" has the id 0.");
    }

    @Test
    void snapshotsOfOneNameAreNamedById() {
        add(Kind.SYSTEM, "4", "daily");
        add(Kind.SYSTEM, "9", "daily");
        add(Kind.DISK, "1", "daily");

        assertThatThrownBy(() -> load().removeSnapshot("daily", Kind.SYSTEM))
                .isInstanceOf(MachineException.class)
                .hasMessage(
                        "Machine \"m1\" has several system snapshots named \"daily\": \"daily\" (id 4), \"daily\" (id 9)");
        load().removeSnapshot("9", Kind.SYSTEM);
        load().removeSnapshot("daily", Kind.DISK);
        load().removeSnapshot("daily", Kind.SYSTEM);

        assertThat(care.calls).containsExactly("remove system 9", "remove disk 1", "remove system 4");
    }

    @Test
    void aNameComesBeforeAnId() {
        add(Kind.SYSTEM, "1", "2");
        add(Kind.SYSTEM, "2", "other");

        load().removeSnapshot("2", Kind.SYSTEM);

        assertThat(care.calls).containsExactly("remove system 1");
    }

    @Test
    void aMissingSnapshotIsAnErrorThatShowsWhatThereIs() {
        add(Kind.SYSTEM, "4", "daily");
        add(Kind.DISK, "0", "clean");

        assertThatThrownBy(() -> load().revertSnapshot("clean", Kind.SYSTEM))
                .hasMessage("Machine \"m1\" has no system snapshot \"clean\"; it has \"daily\" (id 4)")
                .satisfies(e -> assertThat(((MachineException) e).hint().orElseThrow())
                        .contains("There is a snapshot of the disk of that name"));
        assertThatThrownBy(() -> load().revertSnapshot("4", Kind.DISK))
                .hasMessage("Machine \"m1\" has no disk snapshot \"4\"; it has \"clean\" (id 0)")
                .satisfies(e -> assertThat(((MachineException) e).hint().orElseThrow())
                        .contains("There is a snapshot of the whole host of that name"));
        assertThat(care.calls).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = MachineState.class,
            mode = Mode.EXCLUDE,
            names = {"RUNNING"})
    void theWholeHostIsTakenBackOnlyWhileItRuns(MachineState state) {
        add(Kind.SYSTEM, "4", "daily");
        fixture.driver.state = state;

        assertThatThrownBy(() -> load().revertSnapshot("daily", Kind.SYSTEM))
                .isInstanceOf(HostNotRunningException.class);
        assertThat(care.calls).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = MachineState.class,
            names = {"RUNNING", "STARTING", "STOPPING", "ERROR"})
    void aDiskIsTakenBackOnlyWhileTheHostIsOff(MachineState state) {
        add(Kind.DISK, "0", "clean");
        fixture.driver.state = state;

        assertThatThrownBy(() -> load().revertSnapshot("clean", Kind.DISK))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("can be taken back only while the machine is off; its state is " + state.label());
        assertThat(care.calls).isEmpty();
        assertThat(config().has("RevertedSnapshot")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aManagerOfASwarmIsRefused(boolean manager) throws IOException {
        provision();
        add(Kind.SYSTEM, "4", "daily");
        engine("{\"Swarm\":{\"LocalNodeState\":\"active\",\"ControlAvailable\":" + manager + "}}");

        if (manager) {
            assertThatThrownBy(() -> load().revertSnapshot("daily", Kind.SYSTEM))
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining("is a manager of a Docker swarm");
            assertThat(care.calls).isEmpty();
        } else {
            load().revertSnapshot("daily", Kind.SYSTEM);
            assertThat(care.calls).containsExactly("revert system 4");
            assertThat(said()).doesNotContain(SET_UP_AGAIN);
        }
        assertThat(fixture.progress.warnings()).isEmpty();
    }

    @Test
    void anEngineThatDoesNotAnswerIsNotTakenForAManager() {
        provision();
        add(Kind.SYSTEM, "4", "daily");

        assertThatThrownBy(() -> load().revertSnapshot("daily", Kind.SYSTEM)).isNotNull();

        assertThat(care.calls).as("was taken back").containsExactly("revert system 4");
        assertThat(fixture.progress.warnings())
                .first()
                .asString()
                .startsWith("Whether \"m1\" is a manager of a Docker swarm is not known: ");
        assertThat(said()).as("the engine is set up again").contains(SET_UP_AGAIN);
    }

    @Test
    void aWrongClockIsReported() throws IOException {
        provision();
        add(Kind.SYSTEM, "4", "daily");
        engine("{}");
        ssh.host = script -> script.contains("hwclock") ? new CommandResult(0, "3600\n", "") : debian.apply(script);

        load().revertSnapshot("daily", Kind.SYSTEM);

        assertThat(said()).contains("The host's clock was 3600 s slow; it is right now.");
    }

    @Test
    void aHostWithoutProvisioningIsOnlyTakenBack() {
        fixture.driver.provisionable = false;
        add(Kind.SYSTEM, "4", "daily");

        load().revertSnapshot("daily", Kind.SYSTEM);

        assertThat(care.calls).containsExactly("revert system 4");
        assertThat(ssh.scripts()).isEmpty();
    }

    @Test
    void aDiskThatWasTakenBackIsNotedUntilTheEngineWasCheckedAtTheNextStart() throws IOException {
        provision();
        add(Kind.DISK, "0", "clean");
        fixture.driver.state = MachineState.STOPPED;
        engine("{}");

        load().revertSnapshot("clean", Kind.DISK);

        assertThat(config().get("RevertedSnapshot").getAsString()).isEqualTo("clean");
        assertThat(said()).last().isEqualTo("The engine is checked at the next start of \"m1\".");
        int scripts = ssh.scripts().size();
        load().start();
        assertThat(config().has("RevertedSnapshot")).isFalse();
        assertThat(ssh.scripts().subList(scripts, ssh.scripts().size()))
                .as("sets the clock")
                .anyMatch(script -> script.contains("hwclock"));
        assertThat(said()).as("its engine is the machine's").doesNotContain(SET_UP_AGAIN);
    }

    /** The disk may be of a time before Docker was installed. */
    @Test
    void anEngineThatDoesNotListenAfterItsDiskWasTakenBackIsSetUpAgain() {
        provision();
        add(Kind.DISK, "0", "clean");
        fixture.driver.state = MachineState.STOPPED;
        load().revertSnapshot("clean", Kind.DISK);

        assertThatThrownBy(() -> load().start())
                .as("nothing listens in this test")
                .isNotNull();

        assertThat(said()).contains(SET_UP_AGAIN);
        assertThat(config().get("RevertedSnapshot").getAsString())
                .as("until it listens")
                .isEqualTo("clean");
    }

    @Test
    void theNoteOfARefusedReturnIsHarmless() throws IOException {
        provision();
        add(Kind.DISK, "0", "clean");
        fixture.driver.state = MachineState.STOPPED;
        engine("{}");
        care.failOn("revert", new DriverException("the storage cannot"));

        assertThatThrownBy(() -> load().revertSnapshot("clean", Kind.DISK)).hasMessage("the storage cannot");

        load().start();
        assertThat(config().has("RevertedSnapshot")).isFalse();
        assertThat(said()).doesNotContain(SET_UP_AGAIN);
    }

    private void add(Kind kind, String id, String name) {
        care.snapshots.add(new HostSnapshot(kind, id, name, Optional.empty()));
    }

    private Machine load() {
        return fixture.machines().load("m1");
    }

    private JsonObject config() {
        return new Gson().fromJson(load().configJson(), JsonObject.class);
    }

    private List<String> said() {
        return fixture.progress
                .lines()
                .subList(linesBefore, fixture.progress.lines().size());
    }

    private Path machineFile(String name) {
        return fixture.store.resolve("machines/m1").resolve(name);
    }
}
