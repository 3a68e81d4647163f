package io.onemachine.machine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.onemachine.machine.config.HostOptionsJson;
import io.onemachine.machine.error.InvalidMachineConfigException;
import io.onemachine.machine.error.MachineExistsException;
import io.onemachine.machine.error.MachineNotFoundException;
import io.onemachine.machine.error.StoreException;
import io.onemachine.machine.json.GoJson;
import io.onemachine.machine.json.GoJsonReader;
import io.onemachine.machine.json.MalformedJsonException;
import io.onemachine.machine.name.HostName;
import io.onemachine.machine.options.HostOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MachineStoreTest {
    private final Path path;
    private final MachineStore store;

    MachineStoreTest(@TempDir Path path) {
        this.path = path;
        this.store = new MachineStore(path);
    }

    /** Files of these names exist in every store. */
    @ParameterizedTest
    @CsvSource({"., pom.xml", "./, pom.xml", "../, ../pom.xml", ".., ../libmachine/pom.xml"})
    void filesOfTheCurrentFolderAreNotThoseOfAStoreNamedByDots(String named, String file)
            throws IOException, MalformedJsonException {
        assertThat(Path.of(file)).as("in the current folder").exists();
        JsonObject config = GoJsonReader.readObject(resource("opennebula.config.json"));
        config.getAsJsonObject("Driver").addProperty("StorePath", named);
        config.getAsJsonObject("Driver").addProperty("SSHKeyPath", file);
        put("m1", GoJson.indented(config));

        assertThat(store.read("m1").getAsJsonObject("Driver").get("SSHKeyPath").getAsString())
                .isEqualTo(path.resolve(file.replace("../", "")).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none.config.json",
                "generic.config.json",
                "opennebula.config.json",
                "opennebula.config.before-id.json"
            })
    void configOfTheGoProgramIsRewrittenByteForByte(String resource) throws IOException {
        String written = resource(resource);
        put("m1", written);

        JsonObject config = store.read("m1");
        JsonObject hostOptions = config.getAsJsonObject("HostOptions");
        HostOptionsJson.write(HostOptionsJson.read(hostOptions), hostOptions);
        store.write("m1", config);

        assertThat(text("m1")).isEqualTo(written);
    }

    /** How the Go program was started, and the paths it then wrote for the store, its certificates and the machine's key. */
    @ParameterizedTest
    @CsvSource({
        "rel/store, rel/store/certs, rel/store/machines/m1, x/brought/along.pem",
        "./rel/store/, rel/store/certs, rel/store/machines/m1, x/brought/along.pem",
        "../x/rel/store, ../x/rel/store/certs, ../x/rel/store/machines/m1, x/rel/store/brought/along.pem",
        "., certs, machines/m1, x/rel/store/brought/along.pem",
        "store, store/certs, store/machines/m1, x/rel/brought/along.pem",
        "moved/since, moved/since/certs, moved/since/machines/m1, x/rel/store/brought/along.pem",
        "/, rel/store/certs, rel/store/machines/m1, x/rel/store/brought/along.pem"
    })
    void relativePathsAreThoseOfTheStore(String named, String certificates, String machine, String brought)
            throws IOException, MalformedJsonException {
        Path whole = path.resolve("x/rel/store");
        MachineStore there = new MachineStore(whole);
        Files.createDirectories(whole.resolve("machines/m1"));
        JsonObject config = GoJsonReader.readObject(resource("opennebula.config.json"));
        JsonObject driver = config.getAsJsonObject("Driver");
        JsonObject options = config.getAsJsonObject("HostOptions").getAsJsonObject("AuthOptions");
        driver.addProperty("StorePath", named.equals("/") ? whole.toString() : named);
        driver.addProperty("SSHKeyPath", machine + "/id_rsa");
        options.addProperty("CertDir", certificates);
        options.addProperty("CaCertPath", certificates + "/ca.pem");
        options.addProperty("CaPrivateKeyPath", "brought/along.pem");
        options.addProperty("ServerCertPath", machine + "/server.pem");
        options.addProperty("ClientKeyPath", "/elsewhere/key.pem");
        options.addProperty("StorePath", machine);
        Files.writeString(whole.resolve("machines/m1/config.json"), GoJson.indented(config));

        JsonObject read = there.read("m1");

        JsonObject completed = read.getAsJsonObject("HostOptions").getAsJsonObject("AuthOptions");
        assertThat(read.getAsJsonObject("Driver").get("StorePath").getAsString())
                .isEqualTo(whole.toString());
        assertThat(read.getAsJsonObject("Driver").get("SSHKeyPath").getAsString())
                .isEqualTo(whole + "/machines/m1/id_rsa");
        assertThat(completed.get("CertDir").getAsString()).isEqualTo(whole + "/certs");
        assertThat(completed.get("CaCertPath").getAsString()).isEqualTo(whole + "/certs/ca.pem");
        assertThat(completed.get("CaPrivateKeyPath").getAsString()).isEqualTo(path + "/" + brought);
        assertThat(completed.get("ServerCertPath").getAsString()).isEqualTo(whole + "/machines/m1/server.pem");
        assertThat(completed.get("ClientKeyPath").getAsString()).isEqualTo("/elsewhere/key.pem");
        assertThat(completed.get("StorePath").getAsString()).isEqualTo(whole + "/machines/m1");
        assertThat(Files.readString(whole.resolve("machines/m1/config.json")))
                .as("reading writes nothing")
                .isEqualTo(GoJson.indented(config));
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
    void truncatedConfigIsReportedAsByTheGoProgram(String text) throws IOException {
        put("m1", text);

        assertThatThrownBy(() -> store.read("m1"))
                .isInstanceOf(InvalidMachineConfigException.class)
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
    void configOfTheWrongShapeIsAnErrorAndStaysUnchanged(String text) throws IOException {
        put("m1", text);

        assertThatThrownBy(() -> store.read("m1"))
                .isInstanceOf(InvalidMachineConfigException.class)
                .hasMessageStartingWith("Error getting migrated host: ");
        assertThat(text("m1")).isEqualTo(text);
    }

    @Test
    void configNestedTooDeepIsAnError() throws IOException {
        put("m1", "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000));

        assertThatThrownBy(() -> store.read("m1")).isInstanceOf(InvalidMachineConfigException.class);
    }

    @Test
    void configFromTheFutureIsRefused() throws IOException {
        put("m1", "{\"ConfigVersion\": 4, \"DriverName\": \"x\", \"Driver\": {}}");

        assertThatThrownBy(() -> store.read("m1"))
                .hasMessageContaining("config version is from the future -- you should upgrade");
    }

    /** Configs of older programs become those of 0.16.2, in its order; the old file is kept. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void olderConfigIsMigratedAsByTheLastGoProgram(int version) throws IOException, MalformedJsonException {
        String old = here(resource("version" + version + ".config.json"));
        put("m-none", old);

        store.read("m-none");

        String expected = here(resource("none.config.json"));
        if (version == 0) { // which knew no labels
            expected = expected.replaceFirst("\\[\\s*\"a=b\"\\s*]", "[]");
        }
        String afterDriver = expected.substring(expected.indexOf("\"DriverName\""));
        assertThat(text("m-none"))
                .startsWith("{\n    \"ConfigVersion\": 3,\n    \"Driver\": {")
                .endsWith(afterDriver);
        assertThat(GoJsonReader.readObject(text("m-none"))).isEqualTo(GoJsonReader.readObject(expected));
        assertThat(path.resolve("machines/m-none/config.json.bak")).hasContent(old);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void olderConfigKeepsUnknownKeys(int version) throws IOException, MalformedJsonException {
        JsonObject old = GoJsonReader.readObject(here(resource("version" + version + ".config.json")));
        old.addProperty("Odd", 1);
        old.getAsJsonObject("Driver").add("Odder", GoJsonReader.readObject("{\"a\": [1.50, null]}"));
        if (version > 0) {
            JsonObject options = old.getAsJsonObject("HostOptions");
            options.addProperty("Memory", 512);
            options.getAsJsonObject("SwarmOptions").addProperty("TlsVerify", false);
            options.getAsJsonObject("AuthOptions").addProperty("Oddest", "x");
        }
        put("m-none", GoJson.indented(old));

        store.read("m-none");

        assertThat(text("m-none")).contains("\"Odd\": 1").contains("1.50");
        if (version > 0) {
            assertThat(text("m-none"))
                    .contains("\"Memory\": 512")
                    .contains("\"TlsVerify\": false")
                    .contains("\"Oddest\": \"x\"");
        }
    }

    @Test
    void version0KeepsTheClassicSwarm() throws IOException {
        put("m1", """
                {"DriverName": "x", "Driver": {}, "SwarmHost": "tcp://0.0.0.0:3376", "SwarmMaster": true,
                 "SwarmDiscovery": "token://abc"}
                """);

        HostOptions options = HostOptionsJson.read(store.read("m1").getAsJsonObject("HostOptions"));

        assertThat(options.swarm().master()).isTrue();
        assertThat(options.swarm().discovery()).isEqualTo("token://abc");
        assertThat(options.auth().storePath())
                .isEqualTo(path.resolve("machines/m1").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"odd name", "under_score", "\u00fcmlaut", "-dash", "a\nb", "m1", "$(x)"})
    void folderOfAnyNameIsAMachineThatCanBeRemoved(String name) throws IOException {
        put(name, resource("none.config.json"));

        assertThat(store.names()).containsExactly(name);
        assertThat(store.read(name).get("DriverName").getAsString()).isEqualTo("none");
        store.remove(name);
        assertThat(path.resolve("machines")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", ".hidden", "a/b", "../machines", "nul\0"})
    void pathOutsideTheStoreIsNotAMachine(String name) throws IOException {
        put(".hidden", resource("none.config.json"));
        put("a/b", resource("none.config.json"));

        assertThat(store.exists(name)).isFalse();
        assertThatThrownBy(() -> store.remove(name)).isInstanceOf(MachineNotFoundException.class);
        assertThat(store.names()).containsExactly("a");
    }

    @Test
    void linkedFolderCanBeUsedAndIsNotListed(@TempDir Path elsewhere) throws IOException {
        Files.writeString(elsewhere.resolve("config.json"), resource("none.config.json"));
        Files.createDirectories(path.resolve("machines"));
        Files.createSymbolicLink(path.resolve("machines/linked"), elsewhere);
        Files.createSymbolicLink(path.resolve("machines/loop"), Path.of("loop"));

        assertThat(store.names()).isEmpty();
        assertThat(store.exists("loop")).isFalse();
        assertThat(store.read("linked").get("DriverName").getAsString()).isEqualTo("none");
        store.remove("linked");
        assertThat(elsewhere.resolve("config.json")).exists();
        assertThat(store.exists("linked")).isFalse();
    }

    @Test
    void folderInsteadOfConfigIsAnError() throws IOException {
        Files.createDirectories(path.resolve("machines/m1/config.json"));

        assertThatThrownBy(() -> store.read("m1"))
                .isInstanceOf(InvalidMachineConfigException.class)
                .hasMessageContaining("config.json is not a file");
        store.remove("m1");
        assertThat(store.exists("m1")).isFalse();
    }

    @Test
    void nameIsReservedByOneOfMany() throws InterruptedException {
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

    @Test
    void longestNameIsAcceptedAndALongerOneIsRefused() throws IOException {
        String longest = "n".repeat(255);
        store.requireNameFits(longest);
        store.reserve(longest);
        store.write(longest, new JsonObject());
        assertThat(store.names()).containsExactly(longest);
        store.remove(longest);
        try (Stream<Path> left = Files.list(path.resolve("machines"))) {
            assertThat(left).isEmpty();
        }

        assertThatThrownBy(() -> store.requireNameFits(longest + "n"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(longest + "n\" has 256 characters")
                .hasMessageContaining("at most 255");
    }

    @Test
    void leftoversOfAKilledRemovalOfALongNameAreSwept() throws IOException {
        String name = "n".repeat(240);
        Path left = path.resolve("machines")
                .resolve("." + HostName.of(name) + ".0f8fad5b-d9cb-469f-a165-70867728950e.removed");
        Path another = left.resolveSibling(".m.0f8fad5b-d9cb-469f-a165-70867728950e.removed");
        Files.createDirectories(left);
        Files.createDirectories(another);
        store.sweep(name);
        assertThat(left).doesNotExist();
        assertThat(another).exists();
    }

    private void put(String name, String text) throws IOException {
        Path folder = Files.createDirectories(path.resolve("machines").resolve(name));
        Files.writeString(folder.resolve("config.json"), text);
    }

    private String text(String name) throws IOException {
        return Files.readString(path.resolve("machines").resolve(name).resolve("config.json"));
    }

    /** Returns the text of a config.json with this store's path in it. */
    private String here(String text) {
        return text.replace("/home/ada/.docker/machine", path.toString());
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = MachineStoreTest.class.getResourceAsStream(name)) {
            assertThat(stream).as(name).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
