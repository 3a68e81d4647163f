package io.onemachine.e2e.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Docker contexts of real hosts, with docker clients of several generations: those of the hosts' own Debian packages, 26.1 and 20.10, and
 * the one of this computer.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DockerContextsIT {

    @TempDir
    static Path folder;

    private static Cloud cloud;
    private static UserEnvironment user;
    private static final List<DockerClient> CLIENTS = new ArrayList<>();
    private static Map<String, ByteBuffer> foreign = Map.of();

    @BeforeAll
    static void createMachinesAndTakeTheirClients() throws IOException {
        cloud = Cloud.ofRealHosts(folder);
        user = cloud.user();
        user.dockerMachine("create", "-d", "opennebula", "--opennebula-template-name", "debian-docker-20.10", "old")
                .succeeds();
        user.create("web1", "--opennebula-template-name=debian-docker", "--context")
                .succeeds();
        addClient("web1");
        addClient("old");
        for (String place : System.getenv("PATH").split(":", -1)) {
            Path program = Path.of(place, "docker");
            if (Files.isExecutable(program)) {
                CLIENTS.add(DockerClient.of(program, user));
                break;
            }
        }
        CLIENTS.getFirst()
                .run(
                        user,
                        "context",
                        "create",
                        "mine",
                        "--description",
                        "by hand",
                        "--docker",
                        "host=tcp://192.0.2.1:2375");
        foreign = filesOfForeignContexts();
    }

    private static void addClient(String machine) {
        Path program = folder.resolve("docker-of-" + machine);
        user.dockerMachine("scp", "-q", machine + ":/usr/bin/docker", program.toString())
                .succeeds();
        CLIENTS.add(DockerClient.of(program, user));
    }

    @AfterAll
    static void stopCloud() {
        if (cloud != null) {
            cloud.close();
        }
    }

    private static Path docker() {
        return folder.resolve("home/.docker");
    }

    @Test
    @Order(1)
    void everyClientReachesTheEngineAndSeesTheOthersContexts() {
        assertThat(CLIENTS)
                .extracting(DockerClient::version)
                .anyMatch(version -> version.startsWith("20.10."))
                .anyMatch(version -> version.startsWith("26.1."));
        assertReachable();
        user.dockerMachine("ls", "--format", "json").succeeds().says("\"context\": \"web1\"", "\"context\": \"\"");
    }

    @Test
    @Order(1)
    void theNewestGenerationIsTriedWhereThisComputerHasIt() {
        boolean installed = CLIENTS.stream().anyMatch(client -> client.version().startsWith("28."));
        assumeTrue(
                installed,
                "no docker client 28 is installed on this computer, and Debian 12 and 13 have no package of it");
        assertReachable();
    }

    @Test
    @Order(1)
    void dockerJavaFindsTheEngineByTheContext() {
        Outcome found = user.with("DOCKER_CONTEXT", "web1")
                .run(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-Duser.home=" + folder.resolve("home"),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        DockerJavaProgram.class.getName());
        assertThat(found.stdout()).as(found.toString()).isEqualTo("web1\n");
    }

    @Test
    @Order(2)
    void aStartWithAnotherAddressUpdatesTheContext() throws IOException {
        user.dockerMachine("stop", "web1").succeeds();
        Path meta = metaOf("web1");
        String text = Files.readString(meta);
        // As it was when the VM had another address.
        Files.writeString(meta, text.replaceFirst("tcp://[0-9.]+:", "tcp://192.0.2.7:"));
        assertThat(meta).content().isNotEqualTo(text);

        user.dockerMachine("start", "web1").succeeds();

        assertThat(meta).hasContent(text);
        assertReachable();
    }

    @Test
    @Order(3)
    void aNewCaIsInTheContextWhenTheCommandEnds() {
        user.dockerMachine("regenerate-certs", "-f", "--ca").succeeds();
        assertReachable();

        user.dockerMachine("regenerate-certs", "-f", "--only-client-certs").succeeds();
        assertReachable();
    }

    @Test
    @Order(4)
    void plainSshUsesThePrintedBlockAndChecksTheKey() throws IOException {
        Path config = folder.resolve("ssh_config");
        Files.writeString(
                config, user.dockerMachine("ssh-config", "web1").succeeds().stdout());

        user.run("ssh", "-F", config.toString(), "-o", "BatchMode=yes", "web1", "hostname")
                .succeeds()
                .says("web1\n");

        Path known = user.machine("web1").resolve("known_hosts");
        String right = Files.readString(known);
        Files.writeString(known, Files.readString(user.machine("old").resolve("known_hosts")));
        Outcome refused = user.run("ssh", "-F", config.toString(), "-o", "BatchMode=yes", "web1", "hostname");
        assertThat(refused.exitCode())
                .as("a host with another key: %s", refused)
                .isEqualTo(255);
        Files.writeString(known, right);
    }

    @Test
    @Order(5)
    void creationsAndRemovalsInParallelNeverDisturbAClient() throws Exception {
        int machines = 50;
        AtomicBoolean done = new AtomicBoolean();
        List<String> create =
                new ArrayList<>(List.of("create", "-d", "none", "--url", "tcp://127.0.0.1:1", "--context"));
        List<String> remove = new ArrayList<>(List.of("rm", "-y"));
        List<String> names = IntStream.range(0, machines).mapToObj(i -> "n" + i).toList();
        create.addAll(names);
        remove.addAll(names);
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            Map<Future<?>, CountDownLatch> readers = new HashMap<>();
            for (DockerClient client : CLIENTS) {
                CountDownLatch listings = new CountDownLatch(4);
                readers.put(threads.submit(() -> client.listUntil(done, user, listings)), listings);
            }
            try {
                while (readers.entrySet().stream()
                        .anyMatch(it ->
                                it.getValue().getCount() > 0 && !it.getKey().isDone())) {
                    user.dockerMachine(create.toArray(String[]::new)).succeeds();
                    assertThat(CLIENTS.getFirst().contexts(user)).containsAll(names);
                    user.dockerMachine(remove.toArray(String[]::new)).succeeds();
                }
            } finally {
                done.set(true);
            }
            for (Future<?> reader : readers.keySet()) {
                reader.get();
            }
        }
        assertThat(CLIENTS.getFirst().contexts(user)).containsExactlyInAnyOrder("default", "mine", "web1");
    }

    @Test
    @Order(6)
    void removalOfTheCurrentContextLeavesEveryClientUsable() {
        user.dockerMachine("context", "add", "--use", "web1").succeeds();
        for (DockerClient client : CLIENTS) {
            assertThat(client.run(user, "version", "--format", "{{.Server.Version}}")
                            .succeeds()
                            .stdout())
                    .startsWith("26.1.");
        }

        user.dockerMachine("rm", "-y", "web1")
                .succeeds()
                .says("\"web1\" was docker's current context; docker uses its default one now.");

        for (DockerClient client : CLIENTS) {
            assertThat(client.contexts(user)).as(client.version()).containsExactlyInAnyOrder("default", "mine");
        }
    }

    private static void assertReachable() {
        for (DockerClient client : CLIENTS) {
            assertThat(client.engineVersion(user, "web1")).as(client.version()).startsWith("26.1.");
            assertThat(client.contexts(user)).as(client.version()).containsExactlyInAnyOrder("default", "mine", "web1");
        }
        assertThat(filesOfForeignContexts()).as("the user's own context").isEqualTo(foreign);
    }

    private static Path metaOf(String context) throws IOException {
        try (Stream<Path> metas = Files.walk(docker().resolve("contexts/meta"))) {
            for (Path meta : metas.filter(Files::isRegularFile).toList()) {
                if (Files.readString(meta).contains("\"Name\":\"" + context + "\"")) {
                    return meta;
                }
            }
        }
        throw new AssertionError("no context " + context);
    }

    private static Map<String, ByteBuffer> filesOfForeignContexts() {
        Map<String, ByteBuffer> files = new TreeMap<>();
        try {
            Path folderOfMine = metaOf("mine").getParent();
            try (Stream<Path> paths = Files.walk(folderOfMine)) {
                for (Path path : paths.filter(Files::isRegularFile).toList()) {
                    files.put(path + " " + Files.getLastModifiedTime(path), ByteBuffer.wrap(Files.readAllBytes(path)));
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return files;
    }
}
