package io.onemachine.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.driver.Secret;
import io.onemachine.machine.host.HostAddress;
import io.onemachine.swarm.engine.NodeRole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MemberChangesTest {
    private final FakeHosts hosts = new FakeHosts("m1", "m2", "m3", "w1", "w2", "x1");
    private final FakeSwarm swarm = hosts.swarm;
    private final SwarmOperations operations = hosts.operations();
    private final MemberChanges changes = new MemberChanges(hosts.context());

    @BeforeEach
    void create() {
        operations.init("m1", new SwarmInit(Optional.empty(), Optional.empty(), true));
        operations.join("m1", List.of("m2", "m3"), SwarmJoin.WORKER.as(NodeRole.MANAGER));
        operations.join(
                "m1",
                List.of("w1", "w2"),
                new SwarmJoin(NodeRole.WORKER, Map.of("zone", "a"), Optional.empty(), Optional.empty()));
        hosts.warnings.clear();
    }

    @Test
    void machinesInNoSwarmAreNotAsked() {
        changes.beforeStop(host("x1"), false, true);
        changes.afterStart(host("x1"));
        changes.beforeRemoval(host("x1"), false);
        List<String> done = new ArrayList<>();
        changes.whileRestarting(host("x1"), () -> done.add("restarted"));
        assertThat(done).containsExactly("restarted");
        assertThat(host("x1").engine.requests).isEmpty();
    }

    @Test
    void hostsThatJoinedByHandAreLeftAlone() {
        host("w1").notes.clear();
        int requests = host("w1").engine.requests.size();
        changes.beforeRemoval(host("w1"), false);
        assertThat(host("w1").engine.requests).hasSize(requests);
        assertThat(swarm.nodes).hasSize(5);
    }

    @Test
    void stopIsRefusedWhereTheQuorumWouldBeLost() {
        changes.beforeStop(host("m1"), false, false);
        host("m2").engine.off = true;
        assertThatThrownBy(() -> changes.beforeStop(host("m1"), false, false))
                .isInstanceOf(SwarmException.class)
                .hasMessage(
                        "The swarm would lose its quorum without the manager \"m1\": 1 of 3 managers reachable, 2 needed");
        changes.beforeStop(host("m1"), true, false);
        changes.beforeStop(host("w1"), false, false);
    }

    /** The others see a manager as reachable for some seconds after it went off. */
    @Test
    void managersThatStopAtOnceDoNotCountOnEachOther() {
        changes.beforeStop(host("m1"), false, false);
        assertThatThrownBy(() -> changes.beforeStop(host("m2"), false, false))
                .isInstanceOf(SwarmException.class)
                .hasMessageContaining("1 of 3 managers reachable, 2 needed");
        changes.afterStart(host("m1"));
        changes.beforeStop(host("m2"), false, false);
    }

    @Test
    void managerThatTheOthersStillTakeForReachableDoesNotCount() {
        swarm.slowToNotice = true;
        host("m2").engine.off = true;
        assertThatThrownBy(() -> changes.beforeStop(host("m3"), false, false))
                .hasMessageContaining("1 of 3 managers reachable, 2 needed");
        int requests = host("m3").engine.requests.size();
        changes.beforeStop(host("m3"), true, false);
        assertThat(host("m3").engine.requests).hasSize(requests);
    }

    @Test
    void managerIsNotStoppedWhileTheOthersElectALeader() {
        host("m1").engine.off = true;
        swarm.silent = 6;
        assertThatThrownBy(() -> changes.beforeStop(host("m2"), false, false))
                .hasMessageContaining("1 of 3 managers reachable, 2 needed");
        assertThat(swarm.silent).isZero();
    }

    @Test
    void managerOfASwarmOfOneNodeMayStop() {
        operations.leave(List.of("w1", "w2", "m3", "m2"), false, Duration.ofSeconds(1));
        changes.beforeStop(host("m1"), false, false);
        operations.join("m1", List.of("w1"), SwarmJoin.WORKER);
        assertThatThrownBy(() -> changes.beforeStop(host("m1"), false, false)).hasMessageContaining("quorum");
    }

    @Test
    void availabilityIsRestoredAfterAStopThatDrained() {
        changes.beforeStop(host("w1"), false, true);
        assertThat(swarm.node("w1").availability).isEqualTo("drain");
        assertThat(host("w1").notes).containsEntry("SwarmAvailability", "active");
        changes.afterStart(host("w1"));
        assertThat(swarm.node("w1").availability).isEqualTo("active");
        assertThat(host("w1").notes).doesNotContainKey("SwarmAvailability");
    }

    @Test
    void availabilityThatTheUserChoseStays() {
        operations.drain(List.of("w1"), Duration.ofSeconds(1));
        changes.beforeStop(host("w1"), false, true);
        changes.afterStart(host("w1"));
        assertThat(swarm.node("w1").availability).isEqualTo("drain");
    }

    @Test
    void startUnlocksAManager() {
        host("m2").engine.state = "locked";
        changes.afterStart(host("m2"));
        assertThat(host("m2").engine.state).isEqualTo("active");
        assertThat(host("m2").keys).containsExactly(Secret.of("SWMKEY-1-first"));
    }

    @Test
    void workerWithAnotherAddressJoinsAgain() {
        host("w1").addresses = List.of(new HostAddress("0", "NIC0", "", "192.0.2.99"));
        changes.afterStart(host("w1"));
        assertThat(swarm.nodes).hasSize(5).doesNotContainKey("node4");
        assertThat(swarm.node("w1").address).isEqualTo("192.0.2.99");
        assertThat(swarm.node("w1").labels).isEqualTo(Map.of("zone", "a"));
        assertThat(host("w1").notes).containsEntry("SwarmNode", "cluster1 node6");
    }

    @Test
    void managerWithAnotherAddressJoinsAgainWhereOthersHaveQuorum() {
        host("m2").addresses = List.of(new HostAddress("0", "NIC0", "", "192.0.2.99"));
        changes.afterStart(host("m2"));
        assertThat(swarm.node("m2").role).isEqualTo("manager");
        assertThat(swarm.node("m2").address).isEqualTo("192.0.2.99");
        host("m1").engine.off = true;
        host("m3").addresses = List.of(new HostAddress("0", "NIC0", "", "192.0.2.98"));
        assertThatThrownBy(() -> changes.afterStart(host("m3"))).hasMessageContaining("lose its quorum");
        assertThat(swarm.node("m3").address).isEqualTo("192.0.2.3");
    }

    @Test
    void managersRestartOneAfterTheOther() throws InterruptedException {
        List<String> order = new ArrayList<>();
        Thread other = Thread.ofVirtual().unstarted(() -> changes.whileRestarting(host("m2"), () -> order.add("m2")));
        changes.whileRestarting(host("m1"), () -> {
            other.start();
            while (other.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            order.add("m1");
            host("m1").engine.state = "locked";
        });
        other.join();
        assertThat(order).containsExactly("m1", "m2");
        assertThat(host("m1").engine.state).isEqualTo("active");
    }

    @Test
    void workersRestartWithoutWaiting() {
        List<String> done = new ArrayList<>();
        changes.whileRestarting(
                host("m1"), () -> changes.whileRestarting(host("w1"), () -> done.add("w1 while m1 restarts")));
        assertThat(done).containsExactly("w1 while m1 restarts");
    }

    @Test
    void removalTakesTheMachineOutOfItsSwarm() {
        changes.beforeRemoval(host("m1"), false);
        assertThat(swarm.nodes).doesNotContainKey("node1");
        assertThat(host("m1").notes).isEmpty();
        assertThat(host("m1").keys).isEmpty();
        host("m2").engine.off = true;
        assertThatThrownBy(() -> changes.beforeRemoval(host("m3"), false))
                .hasMessage("No other machine of this store answers as a manager of the swarm of \"m3\"");
        changes.beforeRemoval(host("m2"), false);
        assertThatThrownBy(() -> changes.beforeRemoval(host("m3"), false)).hasMessageContaining("last manager");
        changes.beforeRemoval(host("m3"), true);
        assertThat(host("m3").engine.state).isEqualTo("inactive");
    }

    private FakeHosts.FakeHost host(String name) {
        return hosts.host(name);
    }
}
