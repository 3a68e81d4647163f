package io.onemachine.machine.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contexts of the docker client, as this program writes them and as docker reads them. */
final class ContextStoreTest {
    private static final ContextOwner WEB1 = new ContextOwner("5f0c", "web1");
    private static final ContextOwner WEB2 = new ContextOwner("5f0c", "web2");

    @TempDir
    Path folder = Path.of("");

    private Path docker = Path.of("");
    private ContextStore contexts = new ContextStore(docker);

    @BeforeEach
    void useAFolderThatDoesNotExistYet() {
        docker = folder.resolve("docker");
        contexts = new ContextStore(docker);
    }

    private static ContextEndpoint endpoint(String address) {
        return new ContextEndpoint("tcp://" + address + ":2376", tls("one"));
    }

    private static ContextEndpoint.Tls tls(String version) {
        return new ContextEndpoint.Tls("ca " + version, "certificate " + version, "key " + version);
    }

    @Test
    void aContextHasTheLayoutAndModesOfDocker() throws IOException {
        contexts.write("web1", WEB1, endpoint("192.0.2.7"), false);

        Path meta = meta("web1");
        Path tls = tlsOf("web1");
        assertThat(Files.readString(meta.resolve("meta.json")))
                .isEqualTo("{\"Name\":\"web1\",\"Metadata\":{\"Description\":\"Machine web1\","
                        + "\"Onemachine\":{\"store\":\"5f0c\",\"machine\":\"web1\",\"context\":\"web1\"}},"
                        + "\"Endpoints\":{\"docker\":{\"Host\":\"tcp://192.0.2.7:2376\",\"SkipTLSVerify\":false}}}");
        assertThat(Files.readString(tls.resolve("docker/key.pem"))).isEqualTo("key one");
        assertThat(files(docker).keySet())
                .containsExactly(
                        relative(meta.resolve("meta.json")),
                        relative(tls.resolve("docker/ca.pem")),
                        relative(tls.resolve("docker/cert.pem")),
                        relative(tls.resolve("docker/key.pem")));
        assertThat(mode(docker)).isEqualTo("rwx------");
        assertThat(mode(meta)).isEqualTo("rwxr-xr-x");
        assertThat(mode(docker.resolve("contexts/meta"))).isEqualTo("rwxr-xr-x");
        assertThat(mode(meta.resolve("meta.json"))).isEqualTo("rw-r--r--");
        assertThat(mode(tls)).isEqualTo("rwx------");
        assertThat(mode(tls.resolve("docker"))).isEqualTo("rwx------");
        assertThat(mode(tls.resolve("docker/key.pem"))).isEqualTo("rw-------");
    }

    @Test
    void anUpdateKeepsWhatTheUserHasChanged() throws IOException {
        contexts.write("web1", WEB1, endpoint("192.0.2.7"), false);
        Path file = meta("web1").resolve("meta.json");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("Machine web1", "the shop")
                        .replace("\"Endpoints\":{", "\"Endpoints\":{\"kubernetes\":{\"Host\":\"k\"},"));

        contexts.write("web1", WEB1, new ContextEndpoint("tcp://192.0.2.8:2376", tls("two")), false);

        assertThat(Files.readString(file))
                .contains("\"the shop\"", "\"kubernetes\":{\"Host\":\"k\"}", "tcp://192.0.2.8:2376");
        assertThat(Files.readString(tlsOf("web1").resolve("docker/cert.pem"))).isEqualTo("certificate two");
    }

    @Test
    void aContextOfTheUserStaysToTheByteUnlessItIsReplaced() throws IOException {
        Path foreign = foreign(
                "web1", "{\"Name\":\"web1\",\"Metadata\":{},\"Endpoints\":{\"docker\":{\"Host\":\"ssh://a\"}}}");
        Files.createDirectories(tlsOf("web1").resolve("kubernetes"));
        Files.writeString(tlsOf("web1").resolve("kubernetes/ca.pem"), "theirs");
        Map<String, ByteBuffer> before = files(docker);

        assertThatThrownBy(() -> contexts.write("web1", WEB1, endpoint("192.0.2.7"), false))
                .isInstanceOf(ContextExistsException.class)
                .hasMessage("The docker context \"web1\" already exists and was not created for a machine");
        assertThatThrownBy(() -> contexts.requireFree("web1", WEB1)).isInstanceOf(ContextExistsException.class);
        assertThat(contexts.of(WEB1)).isEmpty();
        assertThat(files(docker)).isEqualTo(before);

        contexts.write("web1", WEB1, endpoint("192.0.2.7"), true);

        assertThat(Files.readString(foreign)).contains("192.0.2.7").doesNotContain("ssh://a");
        assertThat(tlsOf("web1").resolve("kubernetes")).doesNotExist();
        contexts.requireFree("web1", WEB1);
    }

    @Test
    void contextsOfOtherMachinesAndStoresAreForeign() {
        contexts.write("web1", WEB1, endpoint("192.0.2.7"), false);

        assertThatThrownBy(() -> contexts.requireFree("web1", WEB2))
                .hasMessageEndingWith("belongs to machine \"web1\"");
        assertThatThrownBy(() -> contexts.requireFree("web1", new ContextOwner("other", "web1")))
                .hasMessageEndingWith("belongs to a machine \"web1\" of another store");
    }

    /** "docker context create --from" copies unknown keys. */
    @Test
    void aCopyOfAContextIsTheUsers() throws IOException {
        contexts.write("web1", WEB1, endpoint("192.0.2.7"), false);
        String text = Files.readString(meta("web1").resolve("meta.json"));
        foreign("copy", text.replace("\"Name\":\"web1\"", "\"Name\":\"copy\""));

        assertThat(contexts.list()).extracting(StoredContext::name).containsExactly("copy", "web1");
        assertThat(contexts.of(WEB1)).extracting(StoredContext::name).containsExactly("web1");
        assertThatThrownBy(() -> contexts.requireFree("copy", WEB1)).isInstanceOf(ContextExistsException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"Name\":7}",
                "{\"Name\":\"other\"}",
                "{\"Name\":\"bad\",\"Metadata\":7,\"Endpoints\":[]}",
                "{\"Name\":\"bad\",\"Metadata\":{\"Onemachine\":\"web1\"}}",
                "{\"Name\":\"bad\",\"Metadata\":{\"Onemachine\":{\"store\":[],\"machine\":{},\"context\":1}}}",
                "{\"Name\":\"bad\",\"Metadata\":{\"Onemachine\":{\"store\":\"5f0c\",\"machine\":\"web1\"}}}",
            })
    void aDamagedContextIsNeverOursAndStays(String text) throws IOException {
        foreign("bad", text);
        contexts.write("web1", WEB1, endpoint("192.0.2.7"), false);
        Map<String, ByteBuffer> before = files(docker);

        assertThat(contexts.of(WEB1)).extracting(StoredContext::name).containsExactly("web1");
        assertThatThrownBy(() -> contexts.write("bad", WEB1, endpoint("192.0.2.7"), false))
                .isInstanceOf(ContextExistsException.class);
        assertThat(files(docker)).isEqualTo(before);

        contexts.write("bad", WEB2, endpoint("192.0.2.9"), true);
        assertThat(contexts.of(WEB2)).extracting(StoredContext::name).containsExactly("bad");
    }

    @Test
    void nothingIsWrittenThroughLinksAndNoLargeFileIsRead() throws IOException {
        contexts.write("web1", WEB1, endpoint("192.0.2.7"), false);
        Path elsewhere = folder.resolve("elsewhere");
        Files.move(meta("web1"), elsewhere);
        Files.createSymbolicLink(meta("web1"), elsewhere);
        foreign("large", "{\"Name\":\"large\",\"Metadata\":{\"x\":\"" + "x".repeat(1 << 20) + "\"}}");
        Files.createDirectories(meta("folder").resolve("meta.json"));
        Files.writeString(docker.resolve("contexts/meta/file"), "a file");
        String before = Files.readString(elsewhere.resolve("meta.json"));

        assertThat(contexts.list()).isEmpty();
        assertThatThrownBy(() -> contexts.write("web1", WEB1, endpoint("192.0.2.8"), false))
                .isInstanceOf(ContextExistsException.class);

        contexts.write("web1", WEB1, endpoint("192.0.2.8"), true);
        assertThat(elsewhere.resolve("meta.json")).hasContent(before);
        assertThat(meta("web1")).isDirectory().isNotEqualTo(elsewhere);
        assertThat(Files.isSymbolicLink(meta("web1"))).isFalse();
    }

    @Test
    void removingTheCurrentContextKeepsEverythingElseOfTheConfigFile() throws IOException {
        contexts.write("web1", WEB1, endpoint("192.0.2.7"), false);
        Path target = Files.createDirectories(folder.resolve("dotfiles")).resolve("docker.json");
        Files.writeString(target, """
                {"auths": {"registry.example": {"auth": "c2VjcmV0"}}, "currentContext": "web1", "psFormat": "table {{.ID}} <&>",
                 "big": 12345678901234567890, "unknown": [1, null]}""");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r-----"));
        Files.createSymbolicLink(docker.resolve("config.json"), Path.of("../dotfiles/docker.json"));

        boolean wasCurrent = contexts.remove(contexts.of(WEB1).getFirst());

        assertThat(wasCurrent).isTrue();
        assertThat(contexts.current()).isEmpty();
        assertThat(Files.readString(target)).isEqualTo("""
                {
                \t"auths": {
                \t\t"registry.example": {
                \t\t\t"auth": "c2VjcmV0"
                \t\t}
                \t},
                \t"psFormat": "table {{.ID}} \\u003c\\u0026\\u003e",
                \t"big": 12345678901234567890,
                \t"unknown": [
                \t\t1,
                \t\tnull
                \t]
                }""");
        assertThat(mode(target)).isEqualTo("rw-r-----");
        assertThat(Files.readSymbolicLink(docker.resolve("config.json"))).isEqualTo(Path.of("../dotfiles/docker.json"));
        assertThat(names(folder.resolve("dotfiles"))).containsExactly("docker.json");
        assertThat(files(docker)).isEmpty();
    }

    @Test
    void aContextThatIsNotCurrentIsRemovedWithoutTouchingTheConfigFile() throws IOException {
        contexts.write("web1", WEB1, endpoint("192.0.2.7"), false);
        Files.writeString(docker.resolve("config.json"), " {\"currentContext\":\"other\"}\n");

        assertThat(contexts.remove(contexts.of(WEB1).getFirst())).isFalse();

        assertThat(docker.resolve("config.json")).hasContent(" {\"currentContext\":\"other\"}\n");
    }

    @Test
    void aConfigFileThatDockerCannotReadIsNotOverwritten() throws IOException {
        contexts.write("web1", WEB1, endpoint("192.0.2.7"), false);
        Files.writeString(docker.resolve("config.json"), "{\"currentContext\":");
        Map<String, ByteBuffer> before = files(docker);

        assertThatThrownBy(() -> contexts.remove(contexts.of(WEB1).getFirst()))
                .isInstanceOf(ContextException.class)
                .hasMessageContaining("config.json cannot be used: unexpected end of JSON input");
        assertThatThrownBy(() -> contexts.use("web1")).isInstanceOf(ContextException.class);

        assertThat(files(docker)).isEqualTo(before);
    }

    @Test
    void useSetsTheCurrentContextInANewOrEmptyFile() throws IOException {
        contexts.use("web1");
        assertThat(contexts.current()).contains("web1");
        assertThat(docker.resolve("config.json")).hasContent("{\n\t\"currentContext\": \"web1\"\n}");
        assertThat(mode(docker.resolve("config.json"))).isEqualTo("rw-------");

        Files.writeString(docker.resolve("config.json"), "");
        contexts.use("web2");
        assertThat(contexts.current()).contains("web2");
    }

    @Test
    void aRenamedContextIsStillTheCurrentOne() {
        contexts.write("web1", WEB1, endpoint("192.0.2.7"), false);
        contexts.use("web1");

        contexts.rename(contexts.of(WEB1).getFirst(), "web2", WEB2);

        assertThat(contexts.list())
                .containsExactly(new StoredContext("web2", "tcp://192.0.2.7:2376", Optional.of(WEB2)));
        assertThat(contexts.current()).contains("web2");
        assertThat(tlsOf("web2").resolve("docker/key.pem")).hasContent("key one");
        assertThat(tlsOf("web1")).doesNotExist();
    }

    @Test
    void namesThatDockerDoesNotTakeAreRefused() {
        for (String name : List.of("a", "default", "", "-x", "a b", "../x", "ü1")) {
            assertThatThrownBy(() -> contexts.write(name, WEB1, endpoint("192.0.2.7"), true))
                    .isInstanceOf(ContextException.class)
                    .hasMessageContaining("cannot be the name of a docker context");
        }
        assertThat(docker).doesNotExist();
        assertThat(ContextName.ofMachine("a")).isEqualTo("machine-a");
        assertThat(ContextName.ofMachine("default")).isEqualTo("machine-default");
        assertThat(ContextName.ofMachine("web-1.example")).isEqualTo("web-1.example");
    }

    /** A change that can be stopped before each of its steps. */
    enum Change {
        NEW,
        UPDATE,
        REPLACE,
        RENAME,
        REMOVE,
        USE;

        void make(ContextStore store) {
            switch (this) {
                case NEW -> store.write("web1", WEB1, endpoint("192.0.2.7"), false);
                case UPDATE -> store.write("own", WEB2, new ContextEndpoint("tcp://192.0.2.9:2376", tls("two")), false);
                case REPLACE -> store.write("foreign", WEB1, endpoint("192.0.2.7"), true);
                case RENAME -> store.rename(store.of(WEB2).getFirst(), "web1", WEB1);
                case REMOVE -> store.of(WEB2).forEach(store::remove);
                case USE -> store.use("foreign");
            }
        }
    }

    /** A process that is killed. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @ParameterizedTest
    @EnumSource(Change.class)
    void aKillAtAnyStepLeavesEveryContextUsable(Change change) throws IOException {
        int steps = 0;
        boolean killed = true;
        while (killed) {
            docker = folder.resolve(change + "-" + steps);
            prepareOwnCurrentContextAndAForeignOne();
            killed = isKilledAtStep(steps, change);
            assertDockerCanReadAll();
            if (killed) {
                repeat(change);
                steps++;
            }
            assertThat(names(docker.resolve("contexts"))).isSubsetOf("meta", "tls");
            assertThat(names(docker)).isSubsetOf("config.json", "contexts");
            assertDockerCanReadAll();
        }
        assertThat(steps).as("steps of " + change).isGreaterThan(3);
    }

    private void prepareOwnCurrentContextAndAForeignOne() throws IOException {
        ContextStore store = new ContextStore(docker);
        store.write("own", WEB2, endpoint("192.0.2.8"), false);
        store.use("own");
        foreign("foreign", "{\"Name\":\"foreign\",\"Metadata\":{},\"Endpoints\":{\"docker\":{\"Host\":\"ssh://a\"}}}");
    }

    private boolean isKilledAtStep(int step, Change change) {
        int[] left = {step};
        ContextStore store = new ContextStore(docker, () -> {
            if (left[0]-- == 0) {
                throw new Killed();
            }
        });
        try {
            change.make(store);
            return false;
        } catch (Killed e) {
            return true;
        }
    }

    private void repeat(Change change) {
        ContextStore store = new ContextStore(docker);
        if (change != Change.RENAME || !store.of(WEB2).isEmpty()) {
            change.make(store);
        }
        store.use("foreign");
    }

    /** Checks what docker needs: files that are whole, and a current context that exists. */
    private void assertDockerCanReadAll() throws IOException {
        Path all = docker.resolve("contexts/meta");
        for (String id : names(all)) {
            JsonObject json = object(Files.readString(all.resolve(id).resolve("meta.json")));
            assertThat(id(json.get("Name").getAsString())).isEqualTo(id);
            if (json.getAsJsonObject("Metadata").has("Onemachine")) {
                assertThat(names(docker.resolve("contexts/tls").resolve(id).resolve("docker")))
                        .containsExactly("ca.pem", "cert.pem", "key.pem");
            }
        }
        Optional<String> current = new ContextStore(docker).current();
        current.ifPresent(name -> assertThat(meta(name)).exists());
        assertThat(names(docker.resolve("contexts/tls"))).allMatch(name -> name.length() == 64);
    }

    @Test
    void parallelChangesNeverShowAReaderAnIncompleteContext() throws Exception {
        int machines = 12;
        contexts.write("first", new ContextOwner("5f0c", "first"), endpoint("192.0.2.1"), false);
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> reader = threads.submit(() -> readUntil(done));
            List<Future<?>> writers = Stream.iterate(0, i -> i + 1)
                    .limit(machines)
                    .<Future<?>>map(i -> threads.submit(() -> {
                        ContextOwner owner = new ContextOwner("5f0c", "m" + i);
                        ContextStore own = new ContextStore(docker);
                        own.write("web-" + i, owner, endpoint("192.0.2." + i), false);
                        own.use("web-" + i);
                        own.write("web-" + i, owner, endpoint("192.0.3." + i), false);
                    }))
                    .toList();
            for (Future<?> writer : writers) {
                writer.get();
            }
            done.set(true);
            assertThat(reader.get()).isPositive();
        }
        assertThat(contexts.list())
                .hasSize(machines + 1)
                .allMatch(context -> !context.host().isEmpty());
        assertThat(names(docker.resolve("contexts"))).containsExactly("meta", "tls");
    }

    private int readUntil(AtomicBoolean done) throws IOException {
        int rounds = 0;
        while (!done.get() || rounds == 0) {
            Path all = docker.resolve("contexts/meta");
            for (String id : names(all)) {
                String text = Files.readString(all.resolve(id).resolve("meta.json"));
                assertThat(id(object(text).get("Name").getAsString())).isEqualTo(id);
                assertThat(docker.resolve("contexts/tls").resolve(id).resolve("docker/key.pem"))
                        .hasContent("key one");
            }
            rounds++;
        }
        return rounds;
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        Files.writeString(docker, "a file");

        assertThatThrownBy(() -> contexts.write("web1", WEB1, endpoint("192.0.2.7"), false))
                .isInstanceOf(ContextException.class)
                .hasMessageStartingWith("Cannot write the docker context \"web1\": ")
                .hasMessageContaining(docker.toString());
    }

    private Path foreign(String name, String text) throws IOException {
        Path entry = Files.createDirectories(meta(name));
        return Files.writeString(entry.resolve("meta.json"), text);
    }

    private Path meta(String name) {
        return docker.resolve("contexts/meta").resolve(id(name));
    }

    private Path tlsOf(String name) {
        return docker.resolve("contexts/tls").resolve(id(name));
    }

    private String relative(Path path) {
        return docker.relativize(path).toString();
    }

    private static String id(String name) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> String.valueOf(entry.getFileName()))
                    .filter(name -> !name.equals(".lock"))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static Map<String, ByteBuffer> files(Path folder) throws IOException {
        Map<String, ByteBuffer> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .forEach(path -> files.put(folder.relativize(path).toString(), bytes(path)));
        }
        return files;
    }

    private static ByteBuffer bytes(Path file) {
        try {
            return ByteBuffer.wrap(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonObject object(String text) {
        return new Gson().fromJson(text, JsonObject.class);
    }
}
