package io.onemachine.e2e.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.Engine;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.QuorumWatch;
import io.onemachine.e2e.support.SwarmHost;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A swarm of three managers and two workers, real hosts, from one fleet file: made, upgraded, damaged, repaired and taken apart. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
final class SwarmOfFiveIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String SERVICE = "everywhere";
    private static final List<String> MANAGERS = List.of("manager1", "manager2", "manager3");
    private static final List<String> ALL = List.of("manager1", "manager2", "manager3", "node1", "node2");

    /** The workers have Docker 20.10. */
    private static final String FLEET = """
            name: shop
            defaults:
              options: {template-id: 0}
              context: true
            machines:
              manager: {count: 3, names: "manager{n}"}
              worker: {count: 2, names: "node{n}", options: {template-id: 3}}
            swarm:
              managers: [manager]
              workers: [worker]
              labels: {node1: [disk=ssd]}
            """;

    private static final String SAME = "The fleet \"shop\" is as fleet.yaml says.\n";

    @Test
    void fiveHostsOfOneFile(@TempDir Path folder) throws IOException {
        try (Cloud cloud = Cloud.ofRealHosts(folder)) {
            Five five = new Five(cloud, folder);
            five.isMadeByOneCommand();
            five.isUpgradedWithoutAMomentWithoutQuorum();
            five.getsAnotherManagerForALostLeader();
            five.isUnlockedAfterNewCertificates();
            five.keepsItsQuorum();
            five.losesItsLeader();
            five.isTakenApart();
        }
    }

    private record Five(Cloud cloud, Path folder) {

        void isMadeByOneCommand() {
            write(FLEET);
            apply().succeeds().says("5 created", "5 joined the swarm");

            user().dockerMachine("apply").succeeds().says(SAME);
            user().dockerMachine("diff").succeeds().says(SAME);
            assertThat(cloud.api().vmNames()).isEqualTo(ALL);
            awaitManagers(ALL, MANAGERS);
            Outcome list = user().dockerMachine("swarm", "ls").succeeds();
            for (String name : ALL) {
                list.showsLine(host(name).nodeId() + " +" + name + " +(leader|manager|worker) +ready +active .*");
            }
            assertThat(spec("node1").get("Labels").toString()).isEqualTo("{\"disk\":\"ssd\"}");

            onEach(ALL, SwarmHost::importImage);
            host("manager1").runEverywhere(SERVICE);
            awaitTasksOn(ALL);
        }

        void isUpgradedWithoutAMomentWithoutQuorum() {
            onEach(MANAGERS, host -> host.offerNewerDocker("26.1.5+dfsg1", "26.1.9+dfsg1"));
            Outcome upgrade;
            QuorumWatch.Seen seen;
            try (QuorumWatch watch = QuorumWatch.of(user(), MANAGERS)) {
                upgrade = user().dockerMachine("swarm", "upgrade", "--all").succeeds();
                seen = watch.stop();
            }

            assertThat(seen.gaps())
                    .as("rounds that no manager answered, of %s", seen)
                    .isEmpty();
            assertThat(seen.rounds()).isGreaterThan(50);
            for (String name : MANAGERS) {
                upgrade.says("(" + name + ") Docker was upgraded from 26.1.5+dfsg1 to 26.1.9+dfsg1.\n");
                assertThat(version(name)).isEqualTo("26.1.9+dfsg1");
            }
            assertThat(version("node1")).startsWith("20.10.");
            awaitManagers(ALL, MANAGERS);
            awaitTasksOn(ALL);

            user().dockerMachine("swarm", "upgrade", "manager2")
                    .succeeds()
                    .says("\nDocker 26.1.9+dfsg1 is the newest version that the host's packages offer.\n");
            awaitManagers(ALL, MANAGERS);
            awaitTasksOn(ALL);
            user().dockerMachine("diff").succeeds().says(SAME);
        }

        void getsAnotherManagerForALostLeader() {
            String leader = leader(MANAGERS);
            String lost = host(leader).nodeId();
            host(leader).destroy();

            user().dockerMachine("diff").answers(2).says("+ " + leader + ": create again, as its host is gone");
            apply().succeeds().says("1 created");

            awaitManagers(ALL, MANAGERS);
            assertThat(host(leader).nodeId()).isNotEqualTo(lost);
            assertThat(host(leader).nodes()).doesNotContainKey(lost).hasSize(5);
            assertThat(cloud.api().vmNames()).isEqualTo(ALL);
            user().dockerMachine("diff").succeeds().says(SAME);
            host(leader).importImage();
            awaitTasksOn(ALL);
        }

        void isUnlockedAfterNewCertificates() throws IOException {
            write(FLEET.replace("swarm:\n", "swarm:\n  autolock: true\n"));
            user().dockerMachine("diff").answers(2).says("autolock of the swarm: false → true");
            apply().succeeds();
            user().dockerMachine("diff").succeeds().says(SAME);
            user().dockerMachine("swarm", "rotate", "unlock-key").succeeds();

            user().dockerMachine("regenerate-certs", "-f", "manager1", "manager2", "manager3")
                    .answers(0);

            awaitManagers(ALL, MANAGERS);
            for (String name : MANAGERS) {
                assertThat(host(name).state()).isEqualTo("active");
                try (Engine engine = host(name).engine()) {
                    String key = engine.get("/swarm/unlockkey")
                            .getAsJsonObject()
                            .get("UnlockKey")
                            .getAsString();
                    assertThat(key).startsWith("SWMKEY");
                    assertThat(keyFile(name)).content().contains(key);
                }
            }
            // They do lock: only a restart that docker-machine knows of is unlocked.
            host("manager2").asRoot("systemctl restart docker");
            assertThat(host("manager2").state()).isEqualTo("locked");
            user().dockerMachine("swarm", "unlock", "manager2").succeeds();
            awaitManagers(ALL, MANAGERS);
        }

        void keepsItsQuorum() {
            user().dockerMachine("stop", "manager1").succeeds();
            user().dockerMachine("stop", "manager2")
                    .failsWith(1)
                    .complains("The swarm would lose its quorum without the manager \"manager2\"");
            assertThat(status("manager2")).isEqualTo("Running");
            user().dockerMachine("swarm", "demote", "manager2")
                    .failsWith(1)
                    .complains("The swarm would lose its quorum");

            user().dockerMachine("stop", "-f", "manager2").answers(0);
            assertThat(status("manager2")).isEqualTo("Stopped");

            user().dockerMachine("start", "manager1", "manager2").answers(0);
            awaitManagers(ALL, MANAGERS);
            assertThat(host("manager1").state()).isEqualTo("active");
            awaitTasksOn(ALL);
        }

        void losesItsLeader() {
            String leader = leader(MANAGERS);
            List<String> others =
                    MANAGERS.stream().filter(name -> !name.equals(leader)).toList();
            List<String> left =
                    ALL.stream().filter(name -> !name.equals(leader)).toList();
            String gone = host(leader).nodeId();

            user().dockerMachine("rm", "-y", leader).answers(0).says("Successfully removed " + leader);

            awaitManagers(left, others);
            assertThat(host(others.getFirst()).nodes()).doesNotContainKey(gone);
            assertThat(cloud.api().vmNames()).isEqualTo(left);
        }

        void isTakenApart() throws IOException {
            assertThat(contexts()).isNotEmpty();

            user().dockerMachine("destroy", "-y").answers(0).says("4 removed");

            cloud.holdsNothing();
            assertThat(contexts()).isEmpty();
            try (Stream<Path> files = Files.walk(user().store())) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .doesNotContain("swarm-unlock-key")
                        .doesNotContainAnyElementsOf(ALL);
            }
            assertThat(user().dockerMachine("swarm", "ls", "--format", "json")
                            .succeeds()
                            .stdout())
                    .isEqualTo("[]\n");
            assertThat(user().dockerMachine("fleet", "ls").succeeds().stdout()).doesNotContain("shop");
        }

        private UserEnvironment user() {
            return cloud.user().at(folder);
        }

        private void write(String fleet) {
            try {
                Files.writeString(folder.resolve("fleet.yaml"), fleet);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Outcome apply() {
            return user().dockerMachine("apply", "-y");
        }

        private SwarmHost host(String name) {
            return new SwarmHost(cloud, name);
        }

        private void onEach(List<String> names, Consumer<SwarmHost> work) {
            names.parallelStream().map(this::host).forEach(work);
        }

        private JsonObject spec(String name) {
            return host("manager1").spec(host(name).nodeId());
        }

        private String version(String name) {
            return user().dockerMachine("version", name).succeeds().stdout().strip();
        }

        private String status(String name) {
            return user().dockerMachine("status", name).stdout().strip();
        }

        private Path keyFile(String name) {
            return user().machine(name).resolve("swarm-unlock-key");
        }

        /** The descriptions of docker contexts. */
        private List<Path> contexts() throws IOException {
            Path all = folder.resolve("home/.docker/contexts");
            if (!Files.exists(all)) {
                return List.of();
            }
            try (Stream<Path> files = Files.walk(all)) {
                return files.filter(Files::isRegularFile).toList();
            }
        }

        /** The manager of these that is the leader, by the list of the first of them. */
        private String leader(List<String> managers) {
            List<String> leaders = host(managers.getFirst()).nodes().values().stream()
                    .filter(SwarmOfFiveIT::isLeader)
                    .map(node ->
                            node.getAsJsonObject("Description").get("Hostname").getAsString())
                    .toList();
            assertThat(leaders).hasSize(1);
            return leaders.getFirst();
        }

        /** Waits until each manager lists exactly these nodes, all ready and active, exactly these managers as reachable, and a leader. */
        private void awaitManagers(List<String> nodes, List<String> managers) {
            for (String name : managers) {
                Awaitility.await().atMost(LIMIT).untilAsserted(() -> {
                    Map<String, JsonObject> listed = host(name).nodes();
                    assertThat(hosts(listed.values().stream().filter(SwarmOfFiveIT::isReadyAndActive)))
                            .isEqualTo(nodes);
                    assertThat(hosts(listed.values().stream().filter(SwarmOfFiveIT::isReachable)))
                            .isEqualTo(managers);
                    assertThat(listed.values())
                            .filteredOn(SwarmOfFiveIT::isLeader)
                            .hasSize(1);
                    assertThat(listed).hasSameSizeAs(nodes);
                });
            }
        }

        private void awaitTasksOn(List<String> names) {
            String[] nodes = names.stream().map(name -> host(name).nodeId()).toArray(String[]::new);
            Awaitility.await()
                    .atMost(LIMIT)
                    .untilAsserted(
                            () -> assertThat(host("manager1").tasks(SERVICE)).containsOnlyKeys(nodes));
        }
    }

    private static List<String> hosts(Stream<JsonObject> nodes) {
        return nodes.map(node ->
                        node.getAsJsonObject("Description").get("Hostname").getAsString())
                .sorted()
                .toList();
    }

    private static boolean isReadyAndActive(JsonObject node) {
        return node.getAsJsonObject("Status").get("State").getAsString().equals("ready")
                && node.getAsJsonObject("Spec")
                        .get("Availability")
                        .getAsString()
                        .equals("active");
    }

    private static boolean isReachable(JsonObject node) {
        JsonObject manager = node.getAsJsonObject("ManagerStatus");
        return manager != null && manager.get("Reachability").getAsString().equals("reachable");
    }

    private static boolean isLeader(JsonObject node) {
        JsonObject manager = node.getAsJsonObject("ManagerStatus");
        return manager != null && manager.has("Leader") && manager.get("Leader").getAsBoolean();
    }
}
