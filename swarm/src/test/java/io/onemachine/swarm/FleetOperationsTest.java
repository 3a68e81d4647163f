package io.onemachine.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.driver.Secret;
import io.onemachine.swarm.engine.NodeRole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a fleet file needs of swarms. */
class FleetOperationsTest {
    private static final List<String> ALL = List.of("m1", "m2", "m3", "w1", "w2", "x1");
    private static final Secret FIRST = Secret.of("SWMKEY-1-first");

    private final FakeHosts hosts = new FakeHosts(ALL.toArray(String[]::new));
    private final FakeSwarm swarm = hosts.swarm;
    private final SwarmOperations operations = hosts.operations();

    @BeforeEach
    void create() {
        operations.init("m1", SwarmInit.PLAIN);
        operations.join("m1", List.of("m2", "m3"), SwarmJoin.WORKER.as(NodeRole.MANAGER));
        operations.join(
                "m1",
                List.of("w1", "w2"),
                new SwarmJoin(NodeRole.WORKER, Map.of("zone", "a"), Optional.empty(), Optional.empty()));
        clearRequests();
    }

    @Test
    void swarmIsSeenWithOneRequest() {
        List<SwarmView> views = operations.views(List.of("w1", "x1"));
        assertThat(views).singleElement().satisfies(view -> {
            assertThat(view.clusterId()).isEqualTo("cluster1");
            assertThat(view.failure()).isEmpty();
            assertThat(view.leader()).flatMap(SwarmListEntry::machine).contains("m1");
            assertThat(view.entry("w1").orElseThrow().node().orElseThrow().labels())
                    .isEqualTo(Map.of("zone", "a"));
            assertThat(view.entry("x1")).isEmpty();
            assertThat(view.entries())
                    .extracting(entry -> entry.machine().orElse("-"))
                    .containsExactly("m1", "m2", "m3", "w1", "w2");
        });
        assertThat(requests()).containsExactly("m1 GET /nodes");
        assertThat(operations.views(List.of("x1"))).isEmpty();
        assertThat(operations.isAutolocked("w1")).isFalse();
        assertThat(requests()).containsExactly("m1 GET /nodes", "m1 GET /swarm");
    }

    @Test
    void machineThatIsNoManagerAnyMoreIsPassedOver() {
        swarm.node("m1").role = "worker";
        swarm.node("m1").raftMember = false;
        assertThat(operations.views(List.of("m1")).getFirst().failure()).isEmpty();
        assertThat(requests()).containsExactly("m1 GET /nodes", "m2 GET /nodes");
    }

    @Test
    void managersThatTheStoreDoesNotKnowAreLookedFor() {
        hosts.hosts.values().forEach(host -> host.notes.remove("SwarmRole"));
        assertThat(operations.views(List.of("w1")).getFirst().entries()).hasSize(5);
    }

    @Test
    void swarmOfAnotherMachineIsNotTakenForThisOne() {
        host("x1").notes.put("SwarmNode", "cluster2 node77");
        host("x1").notes.put("SwarmRole", "manager");
        host("m1").notes.put("SwarmNode", "cluster2 node78");
        List<SwarmView> views = operations.views(List.of("x1"));
        assertThat(views).singleElement().satisfies(view -> {
            assertThat(view.clusterId()).isEqualTo("cluster2");
            assertThat(view.failure()).get().asString().contains("No machine of this store answers as a manager");
            assertThat(view.entries())
                    .extracting(entry -> entry.node().isPresent())
                    .containsExactly(false, false);
        });
    }

    @Test
    void swarmThatDoesNotAnswerIsAFailureWithItsMachines() {
        List.of("m1", "m2", "m3").forEach(name -> host(name).engine.off = true);
        SwarmView view = operations.views(List.of("m1")).getFirst();
        assertThat(view.failure()).isPresent();
        assertThat(view.leader()).isEmpty();
        assertThat(view.entries()).hasSize(5);
        assertThatThrownBy(() -> operations.isAutolocked("m1")).isInstanceOf(SwarmException.class);
        assertThatThrownBy(() -> operations.isAutolocked("x1"))
                .hasMessage("Machine \"x1\" is in no swarm of this store");
    }

    @Test
    void managersThatElectALeaderAreWaitedFor() {
        host("m1").engine.off = true;
        swarm.silent = 12;
        SwarmView view = operations.views(List.of("w1")).getFirst();
        assertThat(swarm.silent).isZero();
        assertThat(view.failure()).isEmpty();
        assertThat(view.entries()).hasSize(5);
        assertThat(hosts.clock.nanoTime()).isPositive();

        host("m1").engine.off = false;
        swarm.silent = 12;
        operations.leave(List.of("m2"), false, Duration.ofMinutes(2));
        assertThat(host("m2").engine.state).as("it was silent, and not lost").isEqualTo("inactive");
    }

    @Test
    void managersThatCannotElectALeaderAreNotTakenForLost() {
        swarm.silent = Integer.MAX_VALUE;
        SwarmView view = operations.views(List.of("w1")).getFirst();
        assertThat(view.failure()).get().asString().contains("The swarm has no leader, as too few of its managers");
        assertThat(hosts.clock.nanoTime())
                .isGreaterThanOrEqualTo(Duration.ofSeconds(30).toNanos());
    }

    @Test
    void labelsAreReplaced() {
        operations.setLabels("w1", Map.of("disk", "ssd", "rack", "7"));
        assertThat(swarm.node("w1").labels).isEqualTo(Map.of("disk", "ssd", "rack", "7"));
        operations.setLabels("w1", Map.of());
        assertThat(swarm.node("w1").labels).isEmpty();
        assertThat(swarm.node("w1").role).isEqualTo("worker");
        assertThat(swarm.node("w2").labels).isEqualTo(Map.of("zone", "a"));
    }

    @Test
    void autolockStoresTheKeysOfAllManagersAndRemovesThem() {
        operations.setAutolock("w1", true);
        assertThat(swarm.autolock).isTrue();
        assertThat(operations.isAutolocked("m1")).isTrue();
        assertThat(keys()).isEqualTo("m1 m2 m3");
        assertThat(host("m2").keys).containsExactly(FIRST);
        host("m2").keys = List.of();
        clearRequests();
        operations.setAutolock("m1", true);
        assertThat(host("m2").keys).containsExactly(FIRST);
        assertThat(requests()).noneMatch(request -> request.contains("update"));
        host("m3").engine.off = true;
        operations.setAutolock("m1", false);
        assertThat(swarm.autolock).isFalse();
        assertThat(keys()).isEqualTo("m3");
        assertThat(swarm.rotations).isZero();
        assertThat(hosts.reported.toString() + hosts.warnings).doesNotContain("SWMKEY");
    }

    @Test
    void swarmOfMachinesThatGoIsForgotten() {
        operations.setAutolock("m1", true);
        clearRequests();
        assertThat(operations.dissolve(ALL)).containsExactly("m1", "m2", "m3", "w1", "w2");
        assertThat(requests()).containsExactly("m1 GET /nodes");
        hosts.hosts.values().forEach(host -> {
            assertThat(host.notes).isEmpty();
            assertThat(host.keys).isEmpty();
        });
        assertThat(swarm.nodes).hasSize(5);
        assertThat(operations.dissolve(ALL)).isEmpty();
    }

    @Test
    void swarmWithAnotherMachineStays() {
        assertThat(operations.dissolve(List.of("m1", "m2", "m3", "w1"))).isEmpty();
        assertThat(host("m1").notes).containsKey("SwarmNode");
        assertThat(requests()).isEmpty();
    }

    @Test
    void swarmWithAHostOutsideTheStoreStaysUnlessThatIsDown() {
        swarm.nodes.put("node9", new FakeSwarm.Node("node9", "192.0.2.90", "worker", "active"));
        swarm.engine("by-hand").nodeId = "node9";
        swarm.engine("by-hand").state = "active";
        assertThat(operations.dissolve(ALL)).isEmpty();
        swarm.engine("by-hand").off = true;
        assertThat(operations.dissolve(ALL)).hasSize(5);
    }

    @Test
    void swarmThatDoesNotAnswerIsForgotten() {
        ALL.forEach(name -> host(name).engine.off = true);
        assertThat(operations.dissolve(ALL)).hasSize(5);
    }

    @Test
    void dissolutionThatWasInterruptedIsCompleted() {
        host("m1").notes.clear();
        host("w1").notes.clear();
        assertThat(operations.dissolve(ALL)).containsExactly("m2", "m3", "w2");
    }

    @Test
    void removalAfterTheDissolutionAsksNothing() {
        operations.dissolve(ALL);
        clearRequests();
        new MemberChanges(hosts.context()).beforeRemoval(host("m1"), false);
        assertThat(requests()).isEmpty();
    }

    private String keys() {
        List<String> names = new ArrayList<>();
        hosts.hosts.values().stream().filter(host -> !host.keys.isEmpty()).forEach(host -> names.add(host.name));
        return String.join(" ", names);
    }

    private void clearRequests() {
        hosts.hosts.values().forEach(host -> host.engine.requests.clear());
    }

    private List<String> requests() {
        return hosts.hosts.values().stream()
                .flatMap(host -> host.engine.requests.stream().map(request -> host.name + " " + request))
                .toList();
    }

    private FakeHosts.FakeHost host(String name) {
        return hosts.host(name);
    }
}
