package io.onemachine.machine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.InvalidMachineNameException;
import io.onemachine.machine.error.MachineBusyException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.MachineExistsException;
import io.onemachine.machine.error.MachineNotFoundException;
import io.onemachine.machine.error.StoreException;
import io.onemachine.machine.host.NotSupportedException;
import io.onemachine.machine.lock.MachineLock;
import io.onemachine.machine.process.CommandResult;
import io.onemachine.machine.ssh.SshKeyPair;
import io.onemachine.machine.ssh.SshKeyType;
import io.onemachine.machine.ssh.hostkey.KnownHosts;
import io.onemachine.machine.store.MachineStore;
import io.onemachine.machine.testing.FakeHostCare;
import io.onemachine.machine.testing.FakeSshProgram;
import io.onemachine.machine.testing.MachinesFixture;
import io.onemachine.machine.testing.StubSshServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Renames machines: the entry, the host in the cloud and the host name; refused, failed and repeated. */
class MachineRenameTest {
    private final MachinesFixture fixture;
    private final MachineStore store;
    private final FakeHostCare care = new FakeHostCare();
    private final FakeSshProgram ssh = new FakeSshProgram();
    private int linesBefore;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static StubSshServer port;

    MachineRenameTest(@TempDir Path folder) {
        fixture = new MachinesFixture(folder.resolve("store")).withCertificates();
        fixture.commands = ssh;
        fixture.driver.sshPort = port.port();
        store = new MachineStore(fixture.store);
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
        fixture.machines().create(fixture.request("web1")).close();
        fixture.machines().create(fixture.request("web10")).close();
        KnownHosts.in(store.directory("web1")).put(FakeSshProgram.hostKey());
        care.name = "web1";
        fixture.driver.care = Optional.of(care);
        fixture.driver.calls.clear();
        linesBefore = fixture.progress.lines().size();
    }

    @Test
    void theHostFollowsTheEntry() throws IOException {
        String other = Files.readString(store.directory("web10").resolve("config.json"));

        rename("web1", "db");

        assertThat(store.names()).containsExactly("db", "web10");
        JsonObject config = config("db");
        assertThat(config.get("Name").getAsString()).isEqualTo("db");
        assertThat(config.getAsJsonObject("Driver").get("MachineName").getAsString())
                .isEqualTo("db");
        assertThat(config.has("RenamedFrom")).isFalse();
        assertThat(config.toString())
                .doesNotContain(store.directory("web1").toString() + "/")
                .doesNotContain(store.directory("web1").toString() + "\"");
        assertThat(care.calls).containsExactly("requireRenamable web1", "rename db");
        assertThat(said()).containsExactly("Machine \"web1\" is now \"db\".");
        assertThat(Files.readString(store.directory("web10").resolve("config.json")))
                .isEqualTo(other);
        assertThat(fixture.driver.calls).as("power").isEmpty();
    }

    @Test
    void aRunningHostGetsItsHostName() {
        fixture.driver.provisionable = true;

        rename("web1", "db");

        assertThat(ssh.scripts()).anyMatch(script -> script.contains("hostname") && script.contains("db"));
        assertThat(said()).last().isEqualTo("Machine \"web1\" is now \"db\".");
        assertThat(fixture.progress.warnings()).isEmpty();
    }

    @Test
    void aHostThatIsOffKeepsItsHostNameForNow() {
        fixture.driver.provisionable = true;
        fixture.driver.state = MachineState.STOPPED;

        rename("web1", "db");

        assertThat(said().getFirst())
                .startsWith("The host is not running, so it keeps its host name for now; ")
                .endsWith(" names it when it runs.");
        assertThat(ssh.scripts()).isEmpty();
        assertThat(store.names()).containsExactly("db", "web10");
    }

    @Test
    void aHostThatRefusesItsNameDoesNotStopTheRenaming() {
        fixture.driver.provisionable = true;
        ssh.host = script -> new CommandResult(1, "", "out of order");

        rename("web1", "db");

        assertThat(fixture.progress.warnings()).singleElement().asString().startsWith("The host keeps its host name: ");
        assertThat(config("db").has("RenamedFrom")).isFalse();
    }

    @Test
    void aFailureOfTheCloudIsCompletedByTheSameCommand() {
        care.failOn("rename", new DriverException("not allowed"));

        assertThatThrownBy(() -> rename("web1", "db"))
                .isInstanceOf(MachineException.class)
                .hasMessage("Machine \"web1\" is now \"db\", but its host in the cloud is still named \"web1\":"
                        + " not allowed")
                .satisfies(e ->
                        assertThat(((MachineException) e).hint().orElseThrow()).contains("again to complete it"));
        assertThat(store.names()).containsExactly("db", "web10");
        assertThat(config("db").get("RenamedFrom").getAsString()).isEqualTo("web1");

        rename("web1", "db");

        assertThat(care.name).isEqualTo("db");
        assertThat(config("db").has("RenamedFrom")).isFalse();
        assertThatThrownBy(() -> rename("web1", "db")).isInstanceOf(MachineNotFoundException.class);
    }

    @Test
    void anotherNameAfterAFailureCompletesItToo() {
        care.failOn("rename", new DriverException("not allowed"));
        assertThatThrownBy(() -> rename("web1", "db")).isNotNull();

        rename("db", "third");

        assertThat(store.names()).containsExactly("third", "web10");
        assertThat(care.name).isEqualTo("third");
        assertThat(config("third").has("RenamedFrom")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "[]", "{\"RenamedFrom\": null}", "{\"RenamedFrom\": 7}", "{\"RenamedFrom\": [\"web1\"]}"})
    void aMissingMachineIsMissingWhateverTheNewNamesEntryIs(String entry) throws IOException {
        store.remove("web1");
        JsonObject other = config("web10");
        if (entry.startsWith("{\"")) {
            other.add(
                    "RenamedFrom", new Gson().fromJson(entry, JsonObject.class).get("RenamedFrom"));
            store.write("web10", other);
        } else {
            Files.writeString(store.directory("web10").resolve("config.json"), entry);
        }

        assertThatThrownBy(() -> rename("web1", "web10")).isInstanceOf(MachineNotFoundException.class);
    }

    @Test
    void aTakenNameIsRefused() {
        assertThatThrownBy(() -> rename("web1", "web10")).isInstanceOf(MachineExistsException.class);
        assertThatThrownBy(() -> rename("web1", "web1")).isInstanceOf(MachineExistsException.class);
        assertNothingChanged();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a/b", "bad name", "-x"})
    void anInvalidNameIsRefused(String name) {
        assertThatThrownBy(() -> rename("web1", name)).isInstanceOf(InvalidMachineNameException.class);
        assertNothingChanged();
    }

    @Test
    void aNameThatIsNoFoldersIsRefused() {
        assertThatThrownBy(() -> rename("web1", "n".repeat(256))).isInstanceOf(StoreException.class);
        assertNothingChanged();
    }

    @Test
    void aDriverThatFindsItsHostByNameIsRefused() {
        care.failOn("requireRenamable", new NotSupportedException("its name is all"));
        assertThatThrownBy(() -> rename("web1", "db"))
                .isInstanceOf(NotSupportedException.class)
                .hasMessage("its name is all");
        fixture.driver.care = Optional.empty();
        assertThatThrownBy(() -> rename("web1", "db")).isInstanceOf(NotSupportedException.class);
        assertNothingChanged();
    }

    @ParameterizedTest
    @ValueSource(strings = {"web1", "db"})
    void bothNamesAreLocked(String busy) {
        try (MachineLock _ = MachineLock.tryAcquire(store, busy, "stop").orElseThrow()) {
            assertThatThrownBy(() -> rename("web1", "db"))
                    .isInstanceOf(MachineBusyException.class)
                    .hasMessageStartingWith("Machine \"" + busy + "\" is busy: ");
        }
        assertNothingChanged();
    }

    @Test
    void bothLocksAreReleased() {
        rename("web1", "db");

        for (String name : List.of("web1", "db")) {
            try (MachineLock lock = MachineLock.tryAcquire(store, name, "stop").orElseThrow()) {
                assertThat(lock).as(name).isNotNull();
            }
        }
        fixture.machines().create(fixture.request("web1")).close();
        assertThat(store.names()).containsExactly("db", "web1", "web10");
    }

    private void assertNothingChanged() {
        assertThat(store.names()).containsExactly("web1", "web10");
        assertThat(config("web1").get("Name").getAsString()).isEqualTo("web1");
        assertThat(care.name).isEqualTo("web1");
        assertThat(said()).noneMatch(line -> line.contains("is now"));
    }

    private void rename(String name, String newName) {
        fixture.machines().rename(name, newName);
    }

    private JsonObject config(String name) {
        return store.read(name);
    }

    private List<String> said() {
        return fixture.progress
                .lines()
                .subList(linesBefore, fixture.progress.lines().size());
    }
}
