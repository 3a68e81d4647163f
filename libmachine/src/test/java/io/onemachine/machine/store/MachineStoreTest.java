package io.onemachine.machine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.onemachine.machine.error.BrokenMachineException;
import io.onemachine.machine.error.MachineExistsException;
import io.onemachine.machine.json.GoJson;
import io.onemachine.machine.json.GoJsonReader;
import io.onemachine.machine.json.MalformedJsonException;
import io.onemachine.machine.options.HostOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineStoreTest {
    private final Path path;
    private final MachineStore store;

    MachineStoreTest(@TempDir Path path) {
        this.path = path;
        this.store = new MachineStore(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none.config.json",
                "generic.config.json",
                "opennebula.config.json",
                "opennebula.config.before-id.json"
            })
    void configOfTheGoProgramComesOutByteForByte(String resource) throws IOException {
        String written = resource(resource);
        put("m1", written);

        JsonObject config = store.read("m1");
        HostOptions.from(config.getAsJsonObject("HostOptions")).writeTo(config.getAsJsonObject("HostOptions"));
        store.write("m1", config);

        assertThat(text("m1")).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"ConfigVersion\": 3",
                "{\"ConfigVersion\": 3, \"Driver\": {\"a\": \"",
            })
    void configThatIsCutOffIsToldAsTheGoProgramDoes(String text) throws IOException {
        put("m1", text);

        assertThatThrownBy(() -> store.read("m1"))
                .isInstanceOf(BrokenMachineException.class)
                .hasMessage("Error getting migrated host: unexpected end of JSON input");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "3",
                "{} {}",
                "{'a': 1}",
                "{\"ConfigVersion\": \"3\", \"DriverName\": \"x\", \"Driver\": {}}",
                "{\"ConfigVersion\": -1, \"DriverName\": \"x\", \"Driver\": {}}",
                "{\"ConfigVersion\": 3, \"DriverName\": 7, \"Driver\": {}}",
                "{\"ConfigVersion\": 3, \"DriverName\": \"x\", \"Driver\": []}",
                "{\"ConfigVersion\": 3, \"DriverName\": \"x\"}",
                "{\"ConfigVersion\": 3, \"DriverName\": \"x\", \"Driver\": {}, \"HostOptions\": 1}",
                "{\"ConfigVersion\": 0, \"DriverName\": \"x\", \"Driver\": 1}",
            })
    void configOfTheWrongShapeIsAnErrorAndStaysAsItIs(String text) throws IOException {
        put("m1", text);

        assertThatThrownBy(() -> store.read("m1"))
                .isInstanceOf(BrokenMachineException.class)
                .hasMessageStartingWith("Error getting migrated host: ");
        assertThat(text("m1")).isEqualTo(text);
    }

    @Test
    void configNestedTooDeepIsAnError() throws IOException {
        put("m1", "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000));

        assertThatThrownBy(() -> store.read("m1")).isInstanceOf(BrokenMachineException.class);
    }

    @Test
    void configFromTheFutureIsRefused() throws IOException {
        put("m1", "{\"ConfigVersion\": 4, \"DriverName\": \"x\", \"Driver\": {}}");

        assertThatThrownBy(() -> store.read("m1"))
                .hasMessageContaining("config version is from the future -- you should upgrade");
    }

    @Test
    void version2GetsTheStoresPathIntoTheDriverAndABackup() throws IOException {
        String old = "{\"ConfigVersion\": 2, \"DriverName\": \"x\", \"Driver\": {\"Odd\": 1}, \"Kept\": [1.50]}";
        put("m1", old);

        JsonObject config = store.read("m1");

        assertThat(config.getAsJsonObject("Driver").get("StorePath").getAsString())
                .isEqualTo(path.toString());
        assertThat(config.get("ConfigVersion").getAsInt()).isEqualTo(3);
        assertThat(text("m1")).contains("\"Odd\": 1").contains("1.50");
        assertThat(Files.readString(path.resolve("machines/m1/config.json.bak")))
                .isEqualTo(old);
    }

    @Test
    void version1RenamesTheKeyOfTheCa() throws IOException {
        put("m1", """
                {"ConfigVersion": 1, "DriverName": "x", "Driver": {}, "HostOptions": {"AuthOptions":
                  {"CaCertPath": "/s/certs/ca.pem", "PrivateKeyPath": "/s/certs/ca-key.pem"}}}
                """);

        JsonObject auth = store.read("m1").getAsJsonObject("HostOptions").getAsJsonObject("AuthOptions");

        assertThat(auth.get("CaPrivateKeyPath").getAsString()).isEqualTo("/s/certs/ca-key.pem");
        assertThat(auth.get("CertDir").getAsString()).isEqualTo("/s/certs");
        assertThat(auth.has("PrivateKeyPath")).isFalse();
    }

    @Test
    void version0MovesEverythingUnderHostOptions() throws IOException {
        put("m1", """
                {"DriverName": "x", "Driver": {"IPAddress": "192.0.2.7"}, "StorePath": "/s/machines/m1",
                 "CaCertPath": "/s/certs/ca.pem", "PrivateKeyPath": "/s/certs/ca-key.pem",
                 "ServerCertPath": "/s/server.pem", "ServerKeyPath": "/s/server-key.pem",
                 "ClientCertPath": "/s/cert.pem", "ClientKeyPath": "/s/key.pem",
                 "SwarmHost": "tcp://0.0.0.0:3376", "SwarmMaster": true, "SwarmDiscovery": "token://abc"}
                """);

        HostOptions options = HostOptions.from(store.read("m1").getAsJsonObject("HostOptions"));

        assertThat(options.auth().caPrivateKeyPath()).isEqualTo("/s/certs/ca-key.pem");
        assertThat(options.auth().certDir()).isEqualTo("/s/certs");
        assertThat(options.auth().clientKeyPath()).isEqualTo("/s/key.pem");
        assertThat(options.auth().storePath()).isEqualTo("/s/machines/m1");
        assertThat(options.swarm().master()).isTrue();
        assertThat(options.swarm().discovery()).isEqualTo("token://abc");
        assertThat(options.engine().tlsVerify()).isTrue();
    }

    @Test
    void nameIsTakenByOneOfMany() throws InterruptedException {
        List<String> winners = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String who = "thread " + i;
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    store.reserve("m1");
                    synchronized (winners) {
                        winners.add(who);
                    }
                } catch (MachineExistsException e) {
                    assertThat(e).hasMessageContaining("m1");
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(winners).hasSize(1);
    }

    @Test
    void writingLeavesNoTemporaryFile() throws IOException, MalformedJsonException {
        store.reserve("m1");
        store.write("m1", GoJsonReader.readObject(resource("none.config.json")));
        store.write("m1", GoJsonReader.readObject(resource("none.config.json")));

        try (var files = Files.list(path.resolve("machines/m1"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("config.json");
        }
        assertThat(GoJson.compact(store.read("m1"))).startsWith("{\"ConfigVersion\":3,");
    }

    @Test
    void removalFollowsNoLinks(@TempDir Path elsewhere) throws IOException {
        Path precious = Files.writeString(elsewhere.resolve("precious"), "kept");
        store.reserve("m1");
        Files.createSymbolicLink(path.resolve("machines/m1/link"), elsewhere);

        store.remove("m1");

        assertThat(precious).hasContent("kept");
        assertThat(path.resolve("machines")).isEmptyDirectory();
    }

    @Test
    void missingStoreHasNoMachines() {
        assertThat(new MachineStore(path.resolve("nowhere")).names()).isEmpty();
    }

    private void put(String name, String text) throws IOException {
        Path folder = Files.createDirectories(path.resolve("machines").resolve(name));
        Files.writeString(folder.resolve("config.json"), text);
    }

    private String text(String name) throws IOException {
        return Files.readString(path.resolve("machines").resolve(name).resolve("config.json"));
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = MachineStoreTest.class.getResourceAsStream(name)) {
            assertThat(stream).as(name).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
