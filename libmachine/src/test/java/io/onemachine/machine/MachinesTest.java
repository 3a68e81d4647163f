package io.onemachine.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.DriverNotFoundException;
import io.onemachine.machine.error.HostUnknownException;
import io.onemachine.machine.error.InvalidMachineConfigException;
import io.onemachine.machine.error.InvalidMachineNameException;
import io.onemachine.machine.error.MachineExistsException;
import io.onemachine.machine.error.MachineNotFoundException;
import io.onemachine.machine.error.MachineStateException;
import io.onemachine.machine.error.PreCreateCheckException;
import io.onemachine.machine.lock.MachineLock;
import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.options.SwarmOptions;
import io.onemachine.machine.store.MachineStore;
import io.onemachine.machine.testing.MachinesFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MachinesTest {
    private final MachinesFixture empty;
    private final MachinesFixture fixture;
    private final Machines machines;

    MachinesTest(@TempDir Path folder) {
        empty = new MachinesFixture(folder.resolve("empty"));
        fixture = new MachinesFixture(folder.resolve("store")).withCertificates();
        machines = fixture.machines();
    }

    @Test
    void createLeavesTheStoreAsTheGoProgramDoes() throws IOException {
        empty.machines().create(empty.request("m1")).close();

        assertThat(tree())
                .containsExactly(
                        "rwx------ ",
                        "rw------- .machines.lock",
                        "rwx------ certs",
                        "rw------- certs/ca-key.pem",
                        "rw-r--r-- certs/ca.pem",
                        "rw-r--r-- certs/cert.pem",
                        "rw------- certs/key.pem",
                        "rwx------ machines",
                        "rwx------ machines/m1",
                        "rw------- machines/m1/config.json");
        assertThat(empty.progress.lines())
                .containsExactly(
                        "Creating CA: " + empty.store + "/certs/ca.pem",
                        "Creating client certificate: " + empty.store + "/certs/cert.pem",
                        "Running pre-create checks...",
                        "Creating machine...",
                        "(m1) Creating a host");
    }

    @Test
    void createdMachineIsStored() {
        machines.create(fixture.request("m1")).close();

        Machine machine = fixture.machines().load("m1");
        assertThat(machine.driverName()).isEqualTo("fake");
        assertThat(machine.state()).isEqualTo(MachineState.RUNNING);
        assertThat(machine.url()).isEqualTo("tcp://127.0.0.1:2376");
        assertThat(config(machine).getAsJsonObject("Driver").get("Size").getAsString())
                .isEqualTo("small");
        assertThat(machine.options().engine()).isEqualTo(EngineOptions.defaults());
        assertThat(machine.options().swarm()).isEqualTo(SwarmOptions.defaults());
    }

    @Test
    void driversGetTheOptionsOfCreate() {
        machines.create(fixture.request("m1")).close();

        assertThat(fixture.driver.options.orElseThrow().string("swarm-host")).isEqualTo("tcp://0.0.0.0:3376");
        assertThat(fixture.driver.options.orElseThrow().bool("swarm-master")).isFalse();
        assertThat(fixture.driver.options.orElseThrow().has("engine-opt")).isFalse();
    }

    @Test
    void failedPreCreateCheckLeavesNothing() {
        empty.driver.preCreateFailure = Optional.of(new DriverException("no \"leases\" left"));

        assertThatThrownBy(() -> empty.machines().create(empty.request("m1")))
                .isInstanceOf(PreCreateCheckException.class)
                .hasMessage("Error with pre-create check: \"no \\\"leases\\\" left\"");
        assertThat(empty.store).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "bad_name", "bad name", ".bad", "-x", "a/b", "../up", "a\n", "mü1", "a\0"})
    void namesThatCannotBeHostNamesAreRefused(String name) {
        assertThatThrownBy(() -> machines.create(fixture.request(name)))
                .isInstanceOf(InvalidMachineNameException.class)
                .hasMessageContaining("Allowed hostname chars are");
        assertThatThrownBy(() -> machines.remove(name, true)).isInstanceOf(MachineNotFoundException.class);
        assertThat(fixture.store.resolve("machines")).doesNotExist();
    }

    @Test
    void nameThatIsTakenIsRefused() {
        machines.create(fixture.request("m1")).close();

        assertThatThrownBy(() -> machines.create(fixture.request("m1")))
                .isInstanceOf(MachineExistsException.class)
                .hasMessage("Docker machine \"m1\" already exists");
    }

    @Test
    void unknownDriverIsNamedBeforeAnythingIsCreated() {
        assertThatThrownBy(() -> machines.create(CreateRequest.of("m1", "nosuch")))
                .isInstanceOf(DriverNotFoundException.class)
                .hasMessage("Driver \"nosuch\" not found. Do you have the plugin binary "
                        + "\"docker-machine-driver-nosuch\" accessible in your PATH?");
        assertThat(fixture.store.resolve("machines")).doesNotExist();
    }

    @Test
    void unknownMachineIsNamed() {
        assertThatThrownBy(() -> machines.load("nosuch"))
                .isInstanceOf(MachineNotFoundException.class)
                .hasMessage("Docker machine \"nosuch\" does not exist. Use \"‹command ls›\" to list machines. "
                        + "Use \"‹command create›\" to add a new one.");
    }

    @Test
    void brokenMachineIsOneEntryAndForcedRemovalClearsIt() throws IOException {
        machines.create(fixture.request("good")).close();
        Files.writeString(
                Files.createDirectories(fixture.store.resolve("machines/halfway"))
                        .resolve("id_rsa"),
                "a key");
        Files.createDirectories(fixture.store.resolve("machines/.hidden"));
        Files.writeString(fixture.store.resolve("machines/stray"), "no folder");

        assertThat(machines.names()).containsExactly("good", "halfway");
        assertThat(machines.list().get(1))
                .isInstanceOfSatisfying(
                        MachineEntry.Broken.class,
                        broken -> assertThat(broken.error())
                                .isInstanceOf(InvalidMachineConfigException.class)
                                .hasMessage("open " + fixture.store
                                        + "/machines/halfway/config.json: no such file or directory"));
        assertThatThrownBy(() -> machines.remove("halfway", false)).isInstanceOf(InvalidMachineConfigException.class);

        machines.remove("halfway", true);
        assertThat(machines.names()).containsExactly("good");
        assertThat(fixture.progress.warnings()).singleElement().asString().startsWith("Error removing host");
    }

    @Test
    void machineWithoutItsDriverIsListedWithTheReason() throws IOException {
        machines.create(fixture.request("gone")).close();
        Path config = fixture.store.resolve("machines/gone/config.json");
        Files.writeString(config, Files.readString(config).replace("\"fake\"", "\"elsewhere\""));

        Machine machine = machines.load("gone");
        assertThat(machine.driverAvailable()).isFalse();
        assertThat(config(machine).get("DriverName").getAsString()).isEqualTo("elsewhere");
        assertThatThrownBy(machine::state)
                .isInstanceOf(DriverNotFoundException.class)
                .hasMessage("Driver \"elsewhere\" not found. Do you have the plugin binary accessible in your PATH?");
    }

    @Test
    void hostThatCannotBeRemovedKeepsItsEntryUnlessForced() throws IOException {
        machines.create(fixture.request("m1")).close();
        fixture.driver.removeFailure = Optional.of(new DriverException("the cloud is away"));

        assertThatThrownBy(() -> machines.remove("m1", false)).hasMessage("the cloud is away");
        assertThat(machines.exists("m1")).isTrue();

        Files.writeString(fixture.store.resolve("machines/m1/credentials"), "ada:secret");
        machines.remove("m1", true);
        assertThat(machines.exists("m1")).isFalse();
        assertThat(fixture.progress.warnings())
                .containsExactly(
                        "Error removing host \"m1\": the cloud is away",
                        "The host of \"m1\" (driver fake, last address 127.0.0.1) may still exist.",
                        "To remove it: \"‹command gc›\", once it can be reached");
        Path kept = machines.removedMachines().getFirst().folder();
        assertThat(kept.getParent()).isEqualTo(fixture.store.resolve("removed"));
        assertThat(kept).isDirectoryContaining("glob:**/config.json").isDirectoryContaining("glob:**/credentials");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept.resolve("credentials"))))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(kept)) {
            assertThat(files).hasSize(2);
        }
        machines.create(fixture.request("m1")).close();
    }

    @Test
    void unidentifiedHostIsNotRecorded() {
        machines.create(fixture.request("m1")).close();
        fixture.driver.removeFailure = Optional.of(new HostUnknownException("there are two of that name", null));

        assertThatThrownBy(() -> machines.remove("m1", false)).hasMessage("there are two of that name");
        machines.remove("m1", true);

        assertThat(machines.exists("m1")).isFalse();
        assertThat(machines.removedMachines()).isEmpty();
    }

    @Test
    void hostWithoutItsDriverIsRecordedWithWhatIsKnown() throws IOException {
        machines.create(fixture.request("m1")).close();
        Path config = fixture.store.resolve("machines/m1/config.json");
        Files.writeString(config, Files.readString(config).replace("\"fake\"", "\"elsewhere\""));

        machines.remove("m1", true);

        assertThat(fixture.progress.warnings())
                .contains("The host of \"m1\" (driver elsewhere, last address 127.0.0.1) may still exist.");
        assertThat(machines.removedMachines())
                .singleElement()
                .satisfies(machine -> assertThat(machine.driverName()).isEqualTo("elsewhere"));
    }

    /** The result of another command that ran just before is not an error when it is the target state, otherwise it is. */
    @ParameterizedTest
    @CsvSource({"stop, true", "kill, true", "start, false", "restart, false"})
    void killSucceedsWhenAnotherCommandReachedItsTargetState(String command, boolean reached) {
        try (Machine machine = machines.create(fixture.request("m1"))) {
            MachineStore store = new MachineStore(fixture.store);
            MachineLock other = MachineLock.tryAcquire(store, "m1", command).orElseThrow();
            fixture.driver.state = MachineState.STOPPED;
            if (reached) {
                machine.kill();
                assertThat(fixture.progress.lines()).endsWith("Killing \"m1\"...", "Machine \"m1\" was killed.");
            } else {
                assertThatThrownBy(machine::kill).hasMessage("Machine \"m1\" is already stopped.");
            }
            other.close();
            assertThatThrownBy(machine::kill).hasMessage("Machine \"m1\" is already stopped.");
        }
    }

    /** The note is removed before the lock is released: a command in between does not know the holder. */
    @Test
    void killSucceedsWhenAnotherCommandIsAboutToEnd() throws IOException {
        try (Machine machine = machines.create(fixture.request("m1"))) {
            MachineLock other = MachineLock.tryAcquire(new MachineStore(fixture.store), "m1", "stop")
                    .orElseThrow();
            Files.delete(machine.directory().resolve(".busy"));
            fixture.driver.state = MachineState.STOPPED;
            fixture.sleeper.whileAsleep(other::close);

            machine.kill();

            assertThat(fixture.progress.lines()).endsWith("Killing \"m1\"...", "Machine \"m1\" was killed.");
        }
    }

    @Test
    void stopAndKillRefuseAMachineThatIsStopped() {
        try (Machine machine = machines.create(fixture.request("m1"))) {
            machine.stop();
            assertThat(fixture.progress.lines()).endsWith("Stopping \"m1\"...", "Machine \"m1\" was stopped.");

            assertThatThrownBy(machine::stop)
                    .isInstanceOf(MachineStateException.class)
                    .hasMessage("Machine \"m1\" is already stopped.");
            assertThatThrownBy(machine::kill).hasMessage("Machine \"m1\" is already stopped.");
        }
    }

    @Test
    void suspendedHostCountsAsStoppedAndIsStartedByRestart() {
        fixture.driver.stateAfterStop = MachineState.SAVED;
        try (Machine machine = fixture.machines().create(fixture.request("m1"))) {
            machine.stop();
            assertThat(fixture.progress.lines()).endsWith("Stopping \"m1\"...", "Machine \"m1\" was stopped.");
            assertThatThrownBy(machine::stop).hasMessage("Machine \"m1\" is already saved.");
            machine.restart();
        }
        assertThat(fixture.driver.calls).containsExactly("check", "create", "stop", "start");
    }

    @Test
    void startRefusesAMachineThatRuns() {
        try (Machine machine = machines.create(fixture.request("m1"))) {
            assertThatThrownBy(machine::start)
                    .isInstanceOf(MachineStateException.class)
                    .hasMessage("Machine \"m1\" is already running.");
            machine.kill();
            machine.start();
            machine.restart();
        }
        assertThat(fixture.driver.calls).containsExactly("check", "create", "kill", "start", "restart");
    }

    @Test
    void restartOfAStoppedMachineStartsIt() {
        try (Machine machine = machines.create(fixture.request("m1"))) {
            machine.stop();
            machine.restart();
        }
        assertThat(fixture.driver.calls).containsExactly("check", "create", "stop", "start");
    }

    @Test
    void unreachedStateIsAnErrorThatNamesIt() {
        try (Machine machine = machines.create(fixture.request("m1"))) {
            fixture.driver.state = MachineState.PAUSED;
            assertThatThrownBy(machine::restart)
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining("did not get to state Running within 180 s; it is in state Paused");
        }
    }

    @Test
    void unknownKeysSurviveASave() throws IOException {
        machines.create(fixture.request("m1")).close();
        Path file = fixture.store.resolve("machines/m1/config.json");
        String before = Files.readString(file)
                .replace("\"HostId\": 7", "\"HostId\": 7,\n        \"Later\": 12345678901234567890123")
                .replace("\"Name\": \"m1\"", "\"Name\": \"m1\",\n    \"Tags\": {}");
        Files.writeString(file, before);

        try (Machine machine = machines.load("m1")) {
            machine.save();
            assertThat(config(machine).has("Tags")).isTrue();
        }
        assertThat(Files.readString(file)).isEqualTo(before);
    }

    private static JsonObject config(Machine machine) {
        return new Gson().fromJson(machine.configJson(), JsonObject.class);
    }

    private List<String> tree() throws IOException {
        try (Stream<Path> paths = Files.walk(empty.store)) {
            return paths.sorted()
                    .map(path -> mode(path) + " " + empty.store.relativize(path))
                    .toList();
        }
    }

    private static String mode(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
