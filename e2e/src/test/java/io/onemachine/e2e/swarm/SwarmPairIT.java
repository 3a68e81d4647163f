package io.onemachine.e2e.swarm;

import static io.onemachine.e2e.support.OpenNebulaApi.element;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.Engine;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.SwarmHost;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Swarms of one and two real hosts: a manager with Docker 26, a worker with 20.10, and a host with two cards. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class SwarmPairIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SERVICE = "everywhere";

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Cloud cloud;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static UserEnvironment user;

    /** All that commands of swarm mode have printed, with {@code --debug}. */
    private final StringBuilder printed = new StringBuilder();

    @BeforeAll
    static void startCloud(@TempDir Path folder) {
        cloud = Cloud.ofRealHosts(folder);
        user = cloud.user();
    }

    @AfterAll
    static void stopCloud() {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    void aManagerAndAWorkerWithAnOlderDocker() {
        user.create("m1", "--opennebula-template-id=0").succeeds();
        user.create("w1", "--opennebula-template-name=debian-docker-20.10").succeeds();
        SwarmHost m1 = new SwarmHost(cloud, "m1").importImage();
        SwarmHost w1 = new SwarmHost(cloud, "w1").importImage();

        liveRestoreExcludesSwarmMode(w1);
        run("swarm", "init", "m1")
                .says("Creating a swarm on \"m1\"...\n", "docker-machine swarm join --to m1 MACHINE...");
        aClosedPortIsFoundBeforeAnythingIsChanged(m1, w1);
        aJoinThatTheManagerDoesNotAnswerIsTakenBack(m1, w1);
        joins(m1, w1);
        changesRoles(m1, w1);
        m1.runEverywhere(SERVICE);
        awaitTasks(m1, m1, w1);
        drains(m1, w1);
        stopsDrainedAndStarts(m1, w1);
        leavesAndIsRemoved(m1, w1);
        theLastManagerEndsTheSwarmByForceOnly(m1);

        user.dockerMachine("rm", "-y", "m1").succeeds();
        cloud.holdsNothing();
    }

    private void liveRestoreExcludesSwarmMode(SwarmHost w1) {
        w1.keepContainersAlive(true);
        run(3, "swarm", "init", "w1")
                .complains("The engine of machine \"w1\" has \"live-restore\" on, which excludes swarm mode");
        assertThat(w1.state()).isEqualTo("inactive");
        w1.keepContainersAlive(false);
    }

    private void aClosedPortIsFoundBeforeAnythingIsChanged(SwarmHost m1, SwarmHost w1) {
        m1.block(2377, w1);
        run(3, "swarm", "join", "--to", "m1", "w1")
                .complains("Machine \"w1\" does not reach the manager at " + ip("m1") + ":2377", "Open port 2377/tcp");
        m1.unblock(2377, w1);

        assertThat(w1.state()).isEqualTo("inactive");
        assertThat(m1.nodes()).containsOnlyKeys(m1.nodeId());
        assertThat(noted("w1", "SwarmNode")).isEmpty();
    }

    /** Connections open, but nothing that is sent on them arrives: the check before finds nothing. */
    private void aJoinThatTheManagerDoesNotAnswerIsTakenBack(SwarmHost m1, SwarmHost w1) {
        m1.muffle(2377, w1);
        Outcome failed = run(1, "swarm", "join", "--to", "m1", "w1");
        m1.unmuffle(2377, w1);

        failed.complains("Machine \"w1\" did not join the swarm: ", "Check that it reaches port 2377 of the managers.");
        assertThat(w1.state()).isEqualTo("inactive");
        assertThat(m1.nodes()).containsOnlyKeys(m1.nodeId());
        assertThat(noted("w1", "SwarmNode")).isEmpty();
    }

    private void joins(SwarmHost m1, SwarmHost w1) {
        assertThat(w1.state()).as("it does not join late").isEqualTo("inactive");
        run("swarm", "join", "--to", "m1", "--label", "disk=ssd", "--label", "zone=", "w1")
                .says("Joining \"w1\" to the swarm...\n");

        assertThat(m1.nodes()).containsOnlyKeys(m1.nodeId(), w1.nodeId());
        assertThat(m1.spec(w1.nodeId()).get("Labels"))
                .isEqualTo(new Gson().fromJson("{\"disk\": \"ssd\", \"zone\": \"\"}", JsonElement.class));
        Outcome list = run("swarm", "ls");
        list.showsLine("NODE +MACHINE +ROLE +STATUS +AVAILABILITY +ENGINE +ADDRESS");
        list.showsLine(m1.nodeId() + " +m1 +leader +ready +active +26\\.1\\.\\S+ +" + ip("m1"));
        list.showsLine(w1.nodeId() + " +w1 +worker +ready +active +20\\.10\\.\\S+ +" + ip("w1"));
        assertThat(list.stdout().lines()).hasSize(3);
        JsonArray json = new Gson()
                .fromJson(run("swarm", "ls", "--format", "json").stdout(), JsonElement.class)
                .getAsJsonArray();
        assertThat(json).hasSize(2);
        JsonObject manager = json.get(0).getAsJsonObject();
        assertThat(manager.get("node").getAsString()).isEqualTo(m1.nodeId());
        assertThat(manager.get("leader").getAsBoolean()).isTrue();
        assertThat(manager.get("reachability").getAsString()).isEqualTo("reachable");
        JsonObject worker = json.get(1).getAsJsonObject();
        assertThat(worker.get("machine").getAsString()).isEqualTo("w1");
        assertThat(worker.get("role").getAsString()).isEqualTo("worker");
        assertThat(worker.get("labels"))
                .isEqualTo(new Gson().fromJson("{\"disk\": \"ssd\", \"zone\": \"\"}", JsonElement.class));
        assertThat(worker.has("leader")).isFalse();

        assertThat(noted("m1", "SwarmNode")).contains(m1.nodeId());
        assertThat(noted("m1", "SwarmRole")).isEqualTo("manager");
        assertThat(noted("w1", "SwarmNode")).contains(w1.nodeId());
        assertThat(noted("w1", "SwarmRole")).isEqualTo("worker");
        run("swarm", "join", "--to", "m1", "w1").says("Machine \"w1\" is in the swarm already.");
        run(3, "swarm", "init", "w1").complains("The engine of machine \"w1\" is in a swarm already (state active)");
    }

    private void changesRoles(SwarmHost m1, SwarmHost w1) {
        run("swarm", "promote", "w1").says("Promoting \"w1\" to a manager...\n", "The swarm has two managers");
        assertThat(role(m1, w1)).isEqualTo("manager");
        assertThat(w1.nodes()).containsOnlyKeys(m1.nodeId(), w1.nodeId());
        assertThat(noted("w1", "SwarmRole")).isEqualTo("manager");

        run("swarm", "demote", "w1").says("Demoting \"w1\" to a worker...\n");
        assertThat(role(m1, w1)).isEqualTo("worker");
        assertThat(noted("w1", "SwarmRole")).isEqualTo("worker");
        run(1, "swarm", "demote", "m1").complains("Machine \"m1\" is the last manager of its swarm");
        assertThat(role(m1, m1)).isEqualTo("manager");
    }

    private void drains(SwarmHost m1, SwarmHost w1) {
        run("swarm", "drain", "w1").says("Draining \"w1\"...\n");
        assertThat(m1.tasks(SERVICE)).containsOnlyKeys(m1.nodeId());
        assertThat(w1.asRoot("docker ps -q")).isEmpty();
        assertThat(availability(m1, w1)).isEqualTo("drain");

        run("swarm", "activate", "w1");
        assertThat(availability(m1, w1)).isEqualTo("active");
        awaitTasks(m1, m1, w1);
        assertThat(w1.asRoot("docker ps -q").lines()).hasSize(1);
    }

    private void stopsDrainedAndStarts(SwarmHost m1, SwarmHost w1) {
        String node = w1.nodeId();
        run("stop", "--drain", "w1").says("Draining \"w1\"...\n");
        assertThat(user.dockerMachine("status", "w1").stdout()).isEqualTo("Stopped\n");
        assertThat(m1.tasks(SERVICE)).containsOnlyKeys(m1.nodeId());
        assertThat(m1.spec(node).get("Availability").getAsString()).isEqualTo("drain");
        assertThat(noted("w1", "SwarmAvailability")).isEqualTo("active");
        run(1, "stop", "m1").complains("The swarm would lose its quorum without the manager \"m1\"");

        run("start", "w1");
        assertThat(availability(m1, w1)).isEqualTo("active");
        assertThat(noted("w1", "SwarmAvailability")).isEmpty();
        awaitTasks(m1, m1, w1);
    }

    private void leavesAndIsRemoved(SwarmHost m1, SwarmHost w1) {
        String manager = m1.nodeId();
        run("swarm", "leave", "w1").says("Taking \"w1\" out of its swarm...\n");
        assertThat(w1.state()).isEqualTo("inactive");
        assertThat(m1.nodes()).containsOnlyKeys(manager);
        assertThat(noted("w1", "SwarmNode")).isEmpty();
        assertThat(w1.asRoot("docker ps -q")).isEmpty();

        run("swarm", "join", "--to", "m1", "w1");
        awaitTasks(m1, m1, w1);
        run("rm", "-y", "w1").says("Successfully removed w1");
        assertThat(m1.nodes()).containsOnlyKeys(manager);
        assertThat(cloud.api().vmNames()).containsExactly("m1");
        assertThat(user.machine("w1")).doesNotExist();
    }

    private void theLastManagerEndsTheSwarmByForceOnly(SwarmHost m1) {
        run(1, "swarm", "leave", "m1").complains("Machine \"m1\" is the last manager of its swarm", "--force");
        run(1, "rm", "-y", "m1").complains("Machine \"m1\" is the last manager of its swarm");
        assertThat(m1.tasks(SERVICE)).containsOnlyKeys(m1.nodeId());

        run("swarm", "leave", "-f", "m1");
        assertThat(m1.state()).isEqualTo("inactive");
        assertThat(run("swarm", "ls", "--format", "json").stdout()).isEqualTo("[]\n");
        assertThat(m1.asRoot("docker ps -q")).isEmpty();
        secretsAreNotPrinted();
    }

    @Test
    void aHostWithTwoCardsAdvertisesTheOneThatIsNamedAndItsSecretsAreNotPrinted() throws IOException {
        cloud.api().registerTemplate("""
                NAME="cards" CPU="1" MEMORY="1024" DISK=[IMAGE="debian-docker"]
                NIC=[NETWORK="public"] NIC=[NETWORK="private"]
                CONTEXT=[NETWORK="YES", SSH_PUBLIC_KEY="$USER[SSH_PUBLIC_KEY]"]""");
        user.create("c1", "--opennebula-template-name=cards").succeeds();
        SwarmHost c1 = new SwarmHost(cloud, "c1");
        List<String> addresses = addresses("c1");

        run(3, "swarm", "init", "c1")
                .complains(
                        "Machine \"c1\" has several addresses",
                        addresses.get(0),
                        addresses.get(1),
                        "Name the card or network with --nic");
        assertThat(c1.state()).isEqualTo("inactive");
        run(3, "swarm", "init", "--nic", "storage", "c1").complains("has no address at a card or network \"storage\"");
        run("swarm", "init", "--autolock", "--nic", "private", "c1");
        assertThat(nodeAddress(c1)).isEqualTo(addresses.get(1));
        run("swarm", "ls").showsLine(c1.nodeId() + " +c1 +leader .*" + Pattern.quote(addresses.get(1)));

        Path key = user.machine("c1").resolve("swarm-unlock-key");
        List<String> secrets = new ArrayList<>(secrets(c1, key));
        run("swarm", "rotate", "tokens");
        run("swarm", "rotate", "unlock-key", "c1");
        run("swarm", "rotate", "ca");
        secrets.addAll(secrets(c1, key));
        assertThat(secrets).as("all were replaced").doesNotHaveDuplicates();

        c1.asRoot("systemctl restart docker");
        assertThat(c1.state()).isEqualTo("locked");
        run("swarm", "unlock", "c1");
        Awaitility.await().atMost(LIMIT).until(() -> c1.state().equals("active"));
        assertThat(nodeAddress(c1)).isEqualTo(addresses.get(1));
        run("inspect", "c1");
        run("swarm", "ls", "--format", "json");
        run("rm", "-y", "-f", "c1");

        assertThat(printed)
                .as("requests were logged")
                .contains("/swarm/init", "/swarm/unlock")
                .doesNotContain(secrets);
        secretsAreNotPrinted();
        assertThat(user.machine("c1")).doesNotExist();
    }

    private static List<String> secrets(SwarmHost manager, Path key) throws IOException {
        assertThat(Files.getPosixFilePermissions(key)).hasSize(2);
        try (Engine engine = manager.engine()) {
            JsonObject tokens = engine.get("/swarm").getAsJsonObject().getAsJsonObject("JoinTokens");
            String unlockKey = engine.get("/swarm/unlockkey")
                    .getAsJsonObject()
                    .get("UnlockKey")
                    .getAsString();
            assertThat(key).content().contains(unlockKey);
            return List.of(
                    tokens.get("Worker").getAsString(), tokens.get("Manager").getAsString(), unlockKey);
        }
    }

    private void secretsAreNotPrinted() {
        assertThat(printed).isNotEmpty().doesNotContain("SWMTKN", "SWMKEY");
    }

    private Outcome run(String... command) {
        return run(0, command);
    }

    /** Runs a command that prints all it can. */
    private Outcome run(int exitCode, String... command) {
        List<String> arguments = new ArrayList<>(List.of("--debug"));
        arguments.addAll(List.of(command));
        Outcome outcome = user.dockerMachine(arguments.toArray(String[]::new));
        printed.append(outcome);
        assertThat(outcome.exitCode()).as("exit code of %s", outcome).isEqualTo(exitCode);
        return outcome;
    }

    private static void awaitTasks(SwarmHost manager, SwarmHost... nodes) {
        List<String> ids = new ArrayList<>();
        for (SwarmHost node : nodes) {
            ids.add(node.nodeId());
        }
        Awaitility.await()
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(manager.tasks(SERVICE)).containsOnlyKeys(ids.toArray(String[]::new)));
    }

    private static String role(SwarmHost manager, SwarmHost node) {
        return spec(manager, node).get("Role").getAsString();
    }

    private static String availability(SwarmHost manager, SwarmHost node) {
        return spec(manager, node).get("Availability").getAsString();
    }

    private static JsonObject spec(SwarmHost manager, SwarmHost node) {
        return manager.spec(node.nodeId());
    }

    private static String nodeAddress(SwarmHost host) {
        try (Engine engine = host.engine()) {
            return engine.swarm().get("NodeAddr").getAsString();
        }
    }

    /** A value of config.json; empty when it has none. */
    private static String noted(String machine, String key) {
        try {
            JsonObject config = new Gson()
                    .fromJson(Files.readString(user.machine(machine).resolve("config.json")), JsonElement.class)
                    .getAsJsonObject();
            return config.has(key) ? config.get(key).getAsString() : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String ip(String machine) {
        return user.dockerMachine("ip", machine).succeeds().stdout().strip();
    }

    /** The addresses of a machine's cards. */
    private static List<String> addresses(String machine) {
        String document = cloud.api().vm(cloud.api().vms().getFirst());
        assertThat(element(document, "NAME")).isEqualTo(machine);
        return Pattern.compile("<NIC>.*?</NIC>", Pattern.DOTALL)
                .matcher(document)
                .results()
                .map(card -> element(card.group(), "IP"))
                .toList();
    }
}
