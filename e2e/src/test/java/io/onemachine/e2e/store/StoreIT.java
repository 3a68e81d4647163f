package io.onemachine.e2e.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.onemachine.e2e.golden.GoldenFolders;
import io.onemachine.e2e.golden.StoredMachine;
import io.onemachine.e2e.plugin.RancherArchive;
import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.OpenNebulaApi;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our program uses stores of docker-machine 0.16.2, and writes stores in the same format. */
final class StoreIT {

    private static final List<String> ADDED_BY_OURS =
            List.of("Driver.AuthFile: string", "Driver.VmId: number", "Driver.VmTag: string", "Driver.VmOwner: string");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Cloud cloud;

    @BeforeAll
    static void startCloud() {
        cloud = Cloud.ofStubs(folder);
    }

    @AfterAll
    static void stopCloud() {
        cloud.close();
    }

    @Test
    void aMachineOfTheGoProgramIsUsedAndRemoved(@TempDir Path computer) throws IOException {
        UserEnvironment user = cloud.user()
                .with("MACHINE_STORAGE_PATH", computer.resolve("store").toString());
        user.dockerMachine("create", "-d", "none", "--url", "tcp://127.0.0.1:1", "m1")
                .succeeds();
        user.create("golden-vm", "--opennebula-template-id=0", "--ssh-key-type=rsa")
                .succeeds();
        Path hostKey = user.machine("golden-vm").resolve("known_hosts");
        String generated = Files.readString(hostKey);
        Files.delete(hostKey); // the Go program knows no such file
        int vm = cloud.api().vms().getFirst();
        String address = OpenNebulaApi.element(cloud.api().vm(vm), "IP");
        GoldenFolders store = new GoldenFolders(computer, user.store().resolve("certs"));
        putConfigOfTheGoProgram(store, vm, address);
        assertThat(Files.readString(user.machine("golden-vm").resolve("id_rsa")))
                .as("a key as the Go program generates them")
                .startsWith("-----BEGIN RSA PRIVATE KEY-----\n");

        user.dockerMachine("ls")
                .succeeds()
                .showsLine("golden-vm +- +opennebula +Running +tcp://" + address + ":2376 .*")
                .showsLine("m1 +- +none +Running .*");
        assertThat(user.dockerMachine("ip", "golden-vm").succeeds().stdout()).isEqualTo(address + "\n");
        assertThat(user.dockerMachine("inspect", "-f", "{{.Driver.MachineId}} {{.Driver.Odd.List}}", "golden-vm")
                        .succeeds()
                        .stdout())
                .isEqualTo(vm + " [1 2]\n");
        for (String kind : List.of("--native-ssh=false", "--native-ssh")) {
            assertThat(user.dockerMachine(kind, "ssh", "golden-vm", "whoami")
                            .succeeds()
                            .stdout())
                    .as("the RSA key in a PEM file, by %s", kind)
                    .isEqualTo("docker\n");
        }
        assertThat(hostKey).as("the key that the first of these has seen").hasContent(generated);
        user.dockerMachine("stop", "golden-vm").succeeds().says("Machine \"golden-vm\" was stopped.\n");
        user.dockerMachine("start", "golden-vm").succeeds().says("Machine \"golden-vm\" was started.\n");
        user.dockerMachine("env", "--shell", "sh", "golden-vm")
                .succeeds()
                .says("export DOCKER_HOST=\"tcp://" + address + ":2376\"\n");
        user.dockerMachine("config", "golden-vm").succeeds().says("-H=tcp://" + address + ":2376\n");
        assertThat(Files.readString(user.machine("golden-vm").resolve("config.json")))
                .as("unknown keys stay through every command")
                .contains("\"Odd\": {", "\"Odder\": 1.50", "\"Oddest\": null");
        user.dockerMachine("rm", "-y", "golden-vm").succeeds();
        assertThat(cloud.api().vms()).doesNotContain(vm);
        assertThat(user.machine("golden-vm")).doesNotExist();
    }

    /** With unknown keys. */
    private static void putConfigOfTheGoProgram(GoldenFolders store, int vm, String address) throws IOException {
        store.stands(
                "127.0.0.1:2633", cloud.endpoint().replaceFirst("^http://", "").replaceFirst("/RPC2$", ""));
        store.config(
                "golden-vm",
                StoredMachine.opennebula("golden-vm", vm, address)
                        .json()
                        .replaceFirst("\"Driver\": \\{", "\"Driver\": {\n \"Odd\": {\"List\": [1, 2]},")
                        .replaceFirst("\"AuthOptions\": \\{", "\"AuthOptions\": {\n \"Odder\": 1.50,")
                        .replaceFirst("\"Name\": ", "\"Oddest\": null,\n \"Name\": "));
        store.setModes();
    }

    @Test
    void weWriteWhatTheGoProgramWrites() throws IOException {
        UserEnvironment user = cloud.user();
        user.dockerMachine("create", "-d", "none", "--url", "tcp://127.0.0.1:2376", "n1")
                .succeeds();
        user.create("o1", "--opennebula-template-id=0").succeeds();
        user.dockerMachine(
                        "create",
                        "-d",
                        "generic",
                        "--generic-ip-address="
                                + user.dockerMachine("ip", "o1").stdout().strip(),
                        "--generic-ssh-user=docker",
                        "--generic-ssh-key=" + user.machine("o1").resolve("id_rsa"),
                        "g1")
                .succeeds();

        assertThat(shape(user, "n1")).isEqualTo(shape(StoredMachine.none("n1")));
        assertThat(shape(user, "g1")).isEqualTo(shape(StoredMachine.generic("g1")));
        List<String> opennebula = shape(user, "o1");
        opennebula.removeAll(ADDED_BY_OURS);
        assertThat(opennebula).isEqualTo(shape(StoredMachine.opennebula("o1", 1, "")));

        assertThat(files(user.machine("g1")))
                .containsExactly(
                        "-rw-r--r-- ca.pem",
                        "-rw-r--r-- cert.pem",
                        "-rw------- config.json",
                        "-rw------- id_rsa",
                        "-rw------- id_rsa.pub",
                        "-rw------- key.pem",
                        "-rw------- known_hosts",
                        "-rw------- server-key.pem",
                        "-rw-r--r-- server.pem");
        assertThat(files(user.machine("o1")))
                .containsExactly(
                        "-rw-r--r-- ca.pem",
                        "-rw-r--r-- cert.pem",
                        "-rw------- config.json",
                        "-rw------- id_ed25519",
                        "-rw------- id_ed25519.pub",
                        "-rw------- id_rsa",
                        "-rw------- id_rsa.pub",
                        "-rw------- key.pem",
                        "-rw------- known_hosts",
                        "-rw------- server-key.pem",
                        "-rw-r--r-- server.pem");
        assertThat(user.machine("o1").resolve("id_rsa"))
                .as("the name that scripts know")
                .hasSameBinaryContentAs(user.machine("o1").resolve("id_ed25519"));
        RancherArchive.takes(user.store().resolve("machines"));
        assertThat(files(user.machine("n1"))).containsExactly("-rw------- config.json");
        assertThat(files(user.store().resolve("certs")))
                .containsExactly(
                        "-rw------- ca-key.pem", "-rw-r--r-- ca.pem", "-rw-r--r-- cert.pem", "-rw------- key.pem");
        assertThat(files(user.store()))
                .as("what the Go program creates, and files that it ignores")
                .containsExactly(
                        "-rw------- .machines.lock", "drwx------ certs", "drwx------ machines", "-rw------- store-id");
        for (String file : List.of("ca.pem", "cert.pem", "key.pem")) {
            assertThat(user.machine("o1").resolve(file))
                    .hasSameBinaryContentAs(user.store().resolve("certs").resolve(file));
        }
        user.dockerMachine("rm", "-y", "g1", "o1", "n1").succeeds();
    }

    @Test
    void linksOfEarlierVersionsBecomeFilesAtTheNextSave() throws IOException {
        UserEnvironment user = cloud.user();
        user.create("linked", "--opennebula-template-id=0").succeeds();
        Path machine = user.machine("linked");
        for (String ending : List.of("", ".pub")) {
            Files.delete(machine.resolve("id_rsa" + ending));
            Files.createSymbolicLink(machine.resolve("id_rsa" + ending), Path.of("id_ed25519" + ending));
        }

        user.dockerMachine("stop", "linked").succeeds();

        RancherArchive.takes(machine);
        for (String ending : List.of("", ".pub")) {
            assertThat(machine.resolve("id_rsa" + ending))
                    .isRegularFile()
                    .hasSameBinaryContentAs(machine.resolve("id_ed25519" + ending));
            assertThat(Files.isSymbolicLink(machine.resolve("id_rsa" + ending))).isFalse();
        }
        assertThat(files(machine)).contains("-rw------- id_rsa");
        user.dockerMachine("rm", "-y", "linked").succeeds();
    }

    @Test
    void aStoreThatIsNamedByARelativePathIsGoodFromAnyFolder(@TempDir Path there) throws IOException {
        UserEnvironment user = cloud.user().with("MACHINE_STORAGE_PATH", "");
        Path store = there.resolve("a/store");
        user.at(there)
                .dockerMachine(
                        "-s", "a/store", "create", "-d", "opennebula", "--opennebula-template-id=0", "relative-store")
                .succeeds();
        Path config = store.resolve("machines/relative-store/config.json");

        assertThat(relativePaths(config)).isEmpty();
        for (String command : List.of("config", "env --shell sh", "url")) {
            List<String> words = new ArrayList<>(List.of("-s", store.toString()));
            words.addAll(List.of((command + " relative-store").split(" ", -1)));
            user.at(Path.of("/")).dockerMachine(words.toArray(String[]::new)).succeeds();
        }

        // As in the Go program.
        String whole = Files.readString(config);
        Files.writeString(config, whole.replace("\"" + there + "/", "\""));
        assertThat(relativePaths(config)).hasSize(10);

        assertThat(user.at(Path.of("/"))
                        .dockerMachine("-s", store.toString(), "config", "relative-store")
                        .succeeds()
                        .stdout())
                .contains("--tlscacert=\"" + store + "/machines/relative-store/ca.pem\"");
        user.at(Path.of("/"))
                .dockerMachine("-s", store.toString(), "ssh", "relative-store", "true")
                .succeeds();
        user.at(Path.of("/"))
                .dockerMachine("-s", store.toString(), "stop", "relative-store")
                .succeeds();
        assertThat(relativePaths(config)).isEmpty();
        assertThat(pathsOf(config)).isEqualTo(pathsOf(whole));
        user.at(there)
                .dockerMachine("-s", "a/store", "rm", "-y", "relative-store")
                .succeeds();
    }

    /** The values of config.json that are relative paths. */
    private static List<String> relativePaths(Path config) throws IOException {
        return pathsOf(config).stream()
                .filter(line -> !line.substring(line.indexOf(' ') + 1).startsWith("/"))
                .toList();
    }

    private static List<String> pathsOf(Path config) throws IOException {
        return pathsOf(Files.readString(config));
    }

    private static List<String> pathsOf(String config) {
        JsonObject all = new Gson().fromJson(config, JsonObject.class);
        JsonObject certificates = all.getAsJsonObject("HostOptions").getAsJsonObject("AuthOptions");
        List<String> paths = new ArrayList<>();
        for (JsonObject object : List.of(all.getAsJsonObject("Driver"), certificates)) {
            for (String key : object.keySet()) {
                boolean path = key.endsWith("Path") || key.equals("CertDir");
                if (path
                        && !key.contains("Remote")
                        && !object.get(key).getAsString().isEmpty()) {
                    paths.add(key + ": " + object.get(key).getAsString());
                }
            }
        }
        return paths;
    }

    /** The keys with the types of their values, in their order. */
    private static List<String> shape(UserEnvironment user, String machine) throws IOException {
        return shape(Files.readString(user.machine(machine).resolve("config.json")));
    }

    private static List<String> shape(StoredMachine machine) {
        return shape(machine.json());
    }

    private static List<String> shape(String json) {
        List<String> lines = new ArrayList<>();
        describe(new Gson().fromJson(json, JsonObject.class), "", lines);
        return lines;
    }

    private static void describe(JsonObject object, String path, List<String> lines) {
        for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
            String name = path + entry.getKey();
            JsonElement value = entry.getValue();
            if (value instanceof JsonObject child) {
                lines.add(name + ": object");
                describe(child, name + ".", lines);
            } else if (value.isJsonPrimitive()) {
                boolean text = value.getAsJsonPrimitive().isString();
                boolean truth = value.getAsJsonPrimitive().isBoolean();
                lines.add(name + ": " + (text ? "string" : truth ? "boolean" : "number"));
            } else {
                lines.add(name + ": " + (value.isJsonNull() ? "null" : "list"));
            }
        }
    }

    private static List<String> files(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted()
                    .map(entry -> (Files.isDirectory(entry) ? "d" : "-") + mode(entry) + " " + entry.getFileName())
                    .toList();
        }
    }

    private static String mode(Path entry) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(entry, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
