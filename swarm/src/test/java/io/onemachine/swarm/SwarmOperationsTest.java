package io.onemachine.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.driver.Secret;
import io.onemachine.machine.error.EngineException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.host.HostAddress;
import io.onemachine.swarm.engine.NodeRole;
import io.onemachine.swarm.probe.PortProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SwarmOperationsTest {
    private static final Duration DRAIN = Duration.ofMinutes(2);
    private static final SwarmJoin MANAGER = SwarmJoin.WORKER.as(NodeRole.MANAGER);

    private final FakeHosts hosts = new FakeHosts("m1", "m2", "m3", "w1", "w2");
    private final FakeSwarm swarm = hosts.swarm;
    private final SwarmOperations operations = hosts.operations();

    @Test
    void initMakesTheMachineAManagerAndRemembersIt() {
        operations.init("m1", SwarmInit.PLAIN);
        assertThat(host("m1").notes)
                .containsExactlyInAnyOrderEntriesOf(Map.of("SwarmNode", "cluster1 node1", "SwarmRole", "manager"));
        assertThat(operations.membership("m1")).contains(new Membership("cluster1", "node1"));
        assertThat(host("m1").done).containsExactly("ports manager");
        assertThat(host("m1").keys).isEmpty();
        assertThat(operations.membership("m2")).isEmpty();
    }

    @Test
    void unlockKeyIsStoredApartFromTheConfiguration() {
        operations.init("m1", new SwarmInit(Optional.empty(), Optional.empty(), true));
        operations.join("m1", List.of("m2", "w1"), MANAGER);
        assertThat(host("m1").keys).containsExactly(Secret.of("SWMKEY-1-first"));
        assertThat(host("m2").keys).containsExactly(Secret.of("SWMKEY-1-first"));
        assertThat(host("m1").notes.toString()).doesNotContain("SWMKEY");
        operations.rotateUnlockKey("m1");
        assertThat(host("m2").keys).containsExactly(Secret.of("SWMKEY-1-second"), Secret.of("SWMKEY-1-first"));
        operations.demote(List.of("m2"));
        assertThat(host("m2").keys).isEmpty();
        assertThat(hosts.reported.toString() + hosts.warnings).doesNotContain("SWMKEY");
    }

    @Test
    void severalAddressesNeedACard() {
        host("m1").addresses = List.of(
                new HostAddress("0", "NIC0", "public", "203.0.113.7"),
                new HostAddress("1", "NIC1", "private", "192.0.2.1"));
        assertThatThrownBy(() -> operations.init("m1", SwarmInit.PLAIN))
                .isInstanceOf(SwarmCheckException.class)
                .hasMessageContaining("203.0.113.7 (NIC0, network public), 192.0.2.1 (NIC1, network private)");
        assertThat(host("m1").engine.requests).containsExactly("GET /info");
        assertThatThrownBy(() -> operations.init("m1", new SwarmInit(Optional.of("NIC7"), Optional.empty(), false)))
                .isInstanceOf(SwarmCheckException.class)
                .hasMessageContaining("no address at a card or network \"NIC7\"");
        operations.init("m1", new SwarmInit(Optional.of("private"), Optional.of("0"), false));
        assertThat(swarm.node("m1").address).isEqualTo("192.0.2.1");
        host("w1").addresses = List.of(
                new HostAddress("0", "NIC0", "public", "203.0.113.8"),
                new HostAddress("1", "NIC1", "private", "192.0.2.4"));
        operations.join("m1", List.of("w1"), SwarmJoin.WORKER);
        assertThat(swarm.node("w1").address).isEqualTo("192.0.2.4");
    }

    @Test
    void enginesThatCannotBeInASwarmAreFoundBefore() {
        host("m1").engine.liveRestore = true;
        assertThatThrownBy(() -> operations.init("m1", SwarmInit.PLAIN))
                .isInstanceOf(SwarmCheckException.class)
                .hasMessageContaining("live-restore");
        host("m2").engine.firewall = "nftables";
        assertThatThrownBy(() -> operations.init("m2", SwarmInit.PLAIN))
                .isInstanceOf(SwarmCheckException.class)
                .hasMessageContaining("\"nftables\"");
        operations.init("m3", SwarmInit.PLAIN);
        assertThatThrownBy(() -> operations.init("m3", SwarmInit.PLAIN))
                .isInstanceOf(SwarmCheckException.class)
                .hasMessageContaining("in a swarm already (state active)");
    }

    @Test
    void joinChecksAllMachinesBeforeTheFirstJoins() {
        operations.init("m1", SwarmInit.PLAIN);
        host("w2").probe = PortProbe.Result.BLOCKED;
        assertThatThrownBy(() -> operations.join("m1", List.of("w1", "w2"), SwarmJoin.WORKER))
                .isInstanceOf(SwarmCheckException.class)
                .hasMessage("Machine \"w2\" does not reach the manager at 192.0.2.1:2377");
        assertThat(swarm.nodes).hasSize(1);
        assertThat(host("w1").done).containsExactly("probe 192.0.2.1 2377");
    }

    @Test
    void joinGivesRoleAndLabelsAndCanBeRepeated() {
        operations.init("m1", SwarmInit.PLAIN);
        SwarmJoin labelled =
                new SwarmJoin(NodeRole.WORKER, Map.of("zone", "a", "disk", "ssd"), Optional.empty(), Optional.empty());
        host("w1").probe = PortProbe.Result.UNKNOWN;
        operations.join("m1", List.of("w1"), labelled);
        operations.join("w1", List.of("w1", "w2"), labelled);
        assertThat(swarm.node("w1").labels).isEqualTo(Map.of("zone", "a", "disk", "ssd"));
        assertThat(swarm.nodes).hasSize(3);
        assertThat(host("w2").notes)
                .containsEntry("SwarmNode", "cluster1 node3")
                .containsEntry("SwarmRole", "worker");
        assertThat(hosts.reported)
                .contains("Machine \"w1\" is in the swarm already.")
                .anyMatch(line -> line.contains("was not checked"));
        assertThat(hosts.reported.toString()).doesNotContain("SWMTKN");
        operations.join("m1", List.of("m2"), MANAGER);
        assertThat(hosts.warnings).singleElement().asString().contains("two managers");
        assertThat(host("m2").done).contains("ports manager");
    }

    @Test
    void joinThatWouldGoOnInTheBackgroundIsEnded() {
        operations.init("m1", SwarmInit.PLAIN);
        host("w1").engine.joinsLate = true;
        assertThatThrownBy(() -> operations.join("m1", List.of("w1"), SwarmJoin.WORKER))
                .isInstanceOf(SwarmException.class)
                .isNotInstanceOf(SwarmCheckException.class)
                .hasMessage("Machine \"w1\" did not join the swarm: Timeout was reached before node joined.");
        assertThat(host("w1").engine.state).isEqualTo("inactive");
        assertThat(host("w1").engine.requests).contains("POST /swarm/leave?force=1");
        assertThat(host("w1").notes).isEmpty();
    }

    @Test
    void tokensAreRotatedAndUsed() {
        operations.init("m1", SwarmInit.PLAIN);
        operations.rotateTokens("m1");
        assertThat(swarm.tokens).isEqualTo(2);
        operations.join("m1", List.of("w1"), SwarmJoin.WORKER);
        operations.rotateCa("w1");
        assertThat(swarm.rotations).isEqualTo(1);
        assertThatThrownBy(() -> operations.rotateUnlockKey("m1")).hasMessageContaining("there is no unlock key");
    }

    @Test
    void caIsNotReplacedWhileNodesAreDown() {
        create();
        host("w2").engine.off = true;
        swarm.nodes.put("node9", new FakeSwarm.Node("node9", "192.0.2.90", "worker", "active"));
        assertThatThrownBy(() -> operations.rotateCa("m1"))
                .isInstanceOf(SwarmCheckException.class)
                .hasMessage("The CA of the swarm cannot be replaced while nodes are down: "
                        + "\"w2\", node node9 of host \"host-192.0.2.90\"");
        assertThat(swarm.rotations).isZero();
        operations.leave(List.of("w2"), false, DRAIN);
        swarm.nodes.remove("node9");
        operations.rotateCa("m1");
        assertThat(swarm.rotations).isEqualTo(1);
    }

    @Test
    void rolesChangeAndAreRemembered() {
        create();
        operations.promote(List.of("w1"));
        assertThat(swarm.node("w1").role).isEqualTo("manager");
        assertThat(host("w1").notes).containsEntry("SwarmRole", "manager");
        operations.demote(List.of("w1"));
        assertThat(hosts.warnings).isEmpty();
        operations.demote(List.of("m1"));
        assertThat(swarm.node("m1").role).isEqualTo("worker");
        assertThat(host("m1").notes).containsEntry("SwarmRole", "worker");
        assertThat(hosts.warnings).singleElement().asString().contains("two managers");
        operations.promote(List.of("m1", "w1"));
        operations.demote(List.of("w1", "m1"));
        assertThat(hosts.warnings).hasSize(2);
        operations.demote(List.of("m2"));
        assertThatThrownBy(() -> operations.demote(List.of("m3")))
                .isInstanceOf(SwarmException.class)
                .hasMessage("Machine \"m3\" is the last manager of its swarm");
        assertThat(swarm.node("m3").role).isEqualTo("manager");
    }

    @Test
    void demotionThatLosesTheQuorumIsRefusedBeforeTheEngineIsAsked() {
        create();
        host("m3").engine.off = true;
        assertThatThrownBy(() -> operations.demote(List.of("m2")))
                .isInstanceOf(SwarmException.class)
                .hasMessage(
                        "The swarm would lose its quorum without the manager \"m2\": 1 of 2 managers reachable, 2 needed");
        assertThat(requests()).noneMatch(request -> request.contains("/update"));
        operations.demote(List.of("m3"));
        assertThat(swarm.nodes.get("node3"))
                .satisfies(node -> assertThat(node.role).isEqualTo("worker"));
    }

    @Test
    void workersThatAreDownAreNotPromoted() {
        create();
        host("w1").engine.off = true;
        assertThatThrownBy(() -> operations.promote(List.of("w1"))).hasMessageContaining("its node is down");
    }

    @Test
    void drainWaitsForTasksAndNamesThoseThatStay() {
        create();
        swarm.tasks.put(swarm.node("w1").id, new ArrayList<>(List.of("running", "shutdown")));
        operations.drain(List.of("w1"), DRAIN);
        assertThat(swarm.node("w1").availability).isEqualTo("drain");
        swarm.stuckTasks = true;
        swarm.tasks.put(swarm.node("w2").id, new ArrayList<>(List.of("running", "shutdown")));
        assertThatThrownBy(() -> operations.drain(List.of("w2"), DRAIN))
                .isInstanceOf(SwarmException.class)
                .hasMessage("Machine \"w2\" still runs tasks of the swarm after 120 s: web.1");
        operations.activate(List.of("w1", "w2"));
        assertThat(swarm.node("w1").availability).isEqualTo("active");
    }

    @Test
    void electionOfALeaderIsWaitedFor() {
        create();
        swarm.withoutLeader = 8;
        operations.activate(List.of("w1"));
        assertThat(swarm.withoutLeader).isZero();
        swarm.withoutLeader = Integer.MAX_VALUE;
        assertThatThrownBy(() -> operations.activate(List.of("w1")))
                .isInstanceOf(SwarmException.class)
                .hasMessageContaining("has no leader");
    }

    @Test
    void managerThatIsOffIsReplacedByAnother() {
        create();
        host("m1").engine.off = true;
        operations.drain(List.of("w1"), DRAIN);
        assertThat(swarm.node("w1").availability).isEqualTo("drain");
        host("m2").engine.off = true;
        host("m3").engine.off = true;
        assertThatThrownBy(() -> operations.activate(List.of("w1")))
                .isInstanceOf(SwarmException.class)
                .hasMessageContaining("No machine of this store answers as a manager");
    }

    @Test
    void leavingDrainsDemotesAndRemovesTheNode() {
        create();
        swarm.tasks.put(swarm.node("m1").id, new ArrayList<>(List.of("running")));
        operations.leave(List.of("m1", "w1"), false, DRAIN);
        assertThat(swarm.nodes).containsOnlyKeys("node2", "node3", "node5");
        assertThat(host("m1").engine.state).isEqualTo("inactive");
        assertThat(host("m1").notes).isEmpty();
        assertThat(host("m1").engine.requests)
                .contains("POST /swarm/leave")
                .doesNotContain("POST /swarm/leave?force=1");
        assertThat(swarm.tasks).isEmpty();
        assertThatThrownBy(() -> operations.leave(List.of("m1"), false, DRAIN))
                .hasMessage("Machine \"m1\" is in no swarm");
    }

    @Test
    void deadNodesAreRemovedByTheManagers() {
        create();
        host("m1").engine.off = true;
        host("w1").engine.off = true;
        operations.leave(List.of("m1", "w1"), false, DRAIN);
        assertThat(swarm.nodes).containsOnlyKeys("node2", "node3", "node5");
        assertThat(host("w1").notes).isEmpty();
    }

    @Test
    void lastManagerLeavesOnlyByForce() {
        operations.init("m1", SwarmInit.PLAIN);
        operations.join("m1", List.of("w1"), SwarmJoin.WORKER);
        assertThatThrownBy(() -> operations.leave(List.of("m1"), false, DRAIN))
                .isInstanceOf(SwarmException.class)
                .hasMessage("Machine \"m1\" is the last manager of its swarm, which ends without it");
        assertThat(host("m1").engine.state).isEqualTo("active");
        operations.leave(List.of("m1"), true, DRAIN);
        assertThat(host("m1").engine.state).isEqualTo("inactive");
        assertThat(host("m1").notes).isEmpty();
    }

    @Test
    void quorumIsGivenUpOnlyByForce() {
        create();
        host("m3").engine.off = true;
        assertThatThrownBy(() -> operations.leave(List.of("m2"), false, DRAIN)).hasMessageContaining("lose its quorum");
        operations.leave(List.of("m2"), true, DRAIN);
        assertThat(host("m2").engine.state).isEqualTo("inactive");
        assertThat(hosts.warnings).anyMatch(text -> text.contains("lose its quorum"));
    }

    @Test
    void tasksThatStayKeepTheMachineInItsSwarm() {
        create();
        swarm.stuckTasks = true;
        swarm.tasks.put(swarm.node("w1").id, new ArrayList<>(List.of("running")));
        assertThatThrownBy(() -> operations.leave(List.of("w1"), false, DRAIN)).hasMessageContaining("web.1");
        assertThat(host("w1").engine.state).isEqualTo("active");
        operations.leave(List.of("w1"), true, DRAIN);
        assertThat(host("w1").engine.state).isEqualTo("inactive");
    }

    @Test
    void listHasNodesWithTheirMachinesManagersFirst() {
        create();
        host("w2").notes.clear();
        assertThat(operations.list())
                .extracting(entry -> entry.machine().orElse("-") + " "
                        + entry.node()
                                .map(node -> node.role() + " " + node.state() + " " + node.hostname())
                                .orElse("?"))
                .containsExactly(
                        "m1 MANAGER READY host-192.0.2.1",
                        "m2 MANAGER READY host-192.0.2.2",
                        "m3 MANAGER READY host-192.0.2.3",
                        "- WORKER READY host-192.0.2.5",
                        "w1 WORKER READY host-192.0.2.4");
        for (String name : List.of("m1", "m2", "m3")) {
            host(name).engine.off = true;
        }
        assertThat(operations.list())
                .extracting(entry -> entry.machine().orElse("-") + entry.node().isPresent())
                .containsExactly("m1false", "m2false", "m3false", "w1false");
        assertThat(hosts.warnings).anyMatch(text -> text.contains("No machine of this store answers as a manager"));
    }

    @Test
    void upgradeTakesManagersFirstAndRestoresTheAvailability() {
        create();
        operations.drain(List.of("w2"), DRAIN);
        List<String> order = new ArrayList<>();
        hosts.hosts
                .values()
                .forEach(host -> host.whenUpgraded = () -> {
                    order.add(host.name + " " + swarm.node(host.name).availability);
                });
        operations.upgrade(List.of("w2", "w1", "m3", "m1"), false, DRAIN);
        assertThat(order).containsExactly("m3 drain", "m1 drain", "w2 drain", "w1 drain");
        assertThat(swarm.node("m1").availability).isEqualTo("active");
        assertThat(swarm.node("w1").availability).isEqualTo("active");
        assertThat(swarm.node("w2").availability).isEqualTo("drain");
        assertThat(host("w1").notes).doesNotContainKey("SwarmAvailability");
    }

    @Test
    void lockedManagerIsUnlockedWithTheKeyOfAnother() {
        operations.init("m1", new SwarmInit(Optional.empty(), Optional.empty(), true));
        operations.join("m1", List.of("m2", "m3"), MANAGER);
        host("m2").keys = List.of();
        host("m2").engine.state = "locked";
        operations.unlock(List.of("m2", "m1"));
        assertThat(host("m2").engine.state).isEqualTo("active");
        assertThat(hosts.reported).contains("Machine \"m1\" is not locked.");
        for (String name : List.of("m1", "m2", "m3")) {
            host(name).engine.state = "locked";
            host(name).keys = List.of();
        }
        assertThatThrownBy(() -> operations.unlock(List.of("m2"))).hasMessageContaining("No known key");
        host("m3").keys = List.of(Secret.of("SWMKEY-1-old"), Secret.of("SWMKEY-1-first"));
        operations.unlock(List.of("m2"));
        assertThat(host("m2").engine.state).isEqualTo("active");
    }

    @Test
    void membershipThatIsNotReadableIsAskedFor() {
        operations.init("m1", SwarmInit.PLAIN);
        host("m1").notes.put("SwarmNode", "nonsense");
        assertThat(operations.membership("m1")).isEmpty();
        operations.activate(List.of("m1"));
        host("m1").engine.off = true;
        assertThatThrownBy(() -> operations.init("m1", SwarmInit.PLAIN)).isInstanceOf(EngineException.class);
        assertThatThrownBy(() -> operations.activate(List.of("m1"))).hasMessageContaining("its engine does not answer");
        assertThatThrownBy(() -> operations.activate(List.of("absent"))).isInstanceOf(MachineException.class);
    }

    private void create() {
        operations.init("m1", SwarmInit.PLAIN);
        operations.join("m1", List.of("m2", "m3"), MANAGER);
        operations.join("m1", List.of("w1", "w2"), SwarmJoin.WORKER);
        hosts.warnings.clear();
        hosts.reported.clear();
        hosts.hosts.values().forEach(host -> {
            host.done.clear();
            host.engine.requests.clear();
        });
    }

    private List<String> requests() {
        return hosts.hosts.values().stream()
                .flatMap(host -> host.engine.requests.stream())
                .toList();
    }

    private FakeHosts.FakeHost host(String name) {
        return hosts.host(name);
    }
}
