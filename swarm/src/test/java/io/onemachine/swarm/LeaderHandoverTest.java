package io.onemachine.swarm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.error.ProvisioningException;
import io.onemachine.machine.host.HostAddress;
import io.onemachine.swarm.engine.NodeRole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LeaderHandoverTest {
    private final FakeHosts hosts = new FakeHosts("m1", "m2", "m3", "w1");
    private final FakeSwarm swarm = hosts.swarm;
    private final SwarmOperations operations = hosts.operations();
    private final MemberChanges changes = new MemberChanges(hosts.context());

    /** The roles of the nodes while an engine restarts. */
    private final List<String> seen = new ArrayList<>();

    @BeforeEach
    void create() {
        operations.init("m1", SwarmInit.PLAIN);
        operations.join("m1", List.of("m2", "m3"), SwarmJoin.WORKER.as(NodeRole.MANAGER));
        operations.join("m1", List.of("w1"), SwarmJoin.WORKER);
        clear();
    }

    @Test
    void leaderIsDemotedBeforeItsRestartAndPromotedAfterwards() {
        restart("m1");
        assertThat(seen).containsExactly("m1 worker, node2 leads, promote node1");
        assertIsManager("m1");
        assertThat(hosts.warnings).isEmpty();
        assertThat(hosts.reported)
                .containsSubsequence(
                        "Handing over the leadership of the swarm from \"m1\"...",
                        "Machine \"m1\" was demoted for its restart; it becomes a manager again.",
                        "Promoting \"m1\" to a manager...");
    }

    @Test
    void restartWaitsForTheCertificateOfAWorker() {
        host("m1").certified.addAll(List.of(NodeRole.MANAGER, NodeRole.MANAGER, NodeRole.WORKER));
        changes.whileRestarting(host("m1"), () -> seen.addAll(host("m1").done));
        assertThat(seen).endsWith("certified MANAGER", "certified MANAGER", "certified WORKER");
        assertIsManager("m1");
        assertThat(hosts.warnings).isEmpty();
    }

    @Test
    void demotedNodeIsPromotedWhenItHasTheCertificateOfAWorker() {
        operations.demote(List.of("m2"));
        host("m2").certified.addAll(List.of(NodeRole.MANAGER, NodeRole.WORKER));
        clear();
        operations.promote(List.of("m2"));
        assertThat(host("m2").done).containsSubsequence("certified MANAGER", "certified WORKER");
        assertIsManager("m2");
    }

    @Test
    void otherManagerIsAskedOnceBeforeItsRestart() {
        changes.whileRestarting(host("m2"), () -> {
            seen.addAll(host("m2").engine.requests);
            seen.addAll(host("m1").engine.requests);
        });
        assertThat(seen).containsExactly("GET /nodes/node2");
        assertThat(swarm.node("m2").version).isEqualTo(1);
        assertThat(hosts.warnings).isEmpty();
    }

    @Test
    void leaderOfTooFewManagersRestartsWithAWarning() {
        host("m3").engine.off = true;
        restart("m1");
        assertThat(seen).containsExactly("m1 manager, node1 leads, promote -");
        assertThat(hosts.warnings)
                .containsExactly("The swarm cannot be changed while the engine of \"m1\" restarts: "
                        + "1 of 3 managers reachable, 2 needed.");
    }

    @Test
    void leaderWhoseOtherManagersAreNotInTheStoreRestartsWithAWarning() {
        hosts.hosts.remove("m2");
        hosts.hosts.remove("m3");
        restart("m1");
        assertThat(seen).containsExactly("m1 manager, node1 leads, promote -");
        assertThat(hosts.warnings)
                .containsExactly(
                        "The swarm cannot be changed for some seconds when the engine of its leader \"m1\" restarts: "
                                + "2 of 3 managers reachable, 2 needed.");
    }

    @Test
    void onlyNodeOfASwarmRestartsWithoutAWord() {
        operations.leave(List.of("w1", "m3", "m2"), false, Duration.ofSeconds(1));
        clear();
        restart("m1");
        assertThat(seen).containsExactly("m1 manager, node1 leads, promote -");
        assertThat(hosts.warnings).isEmpty();
    }

    @Test
    void enginesThatDoNotTakeTheNewClientCertificateYetAreNotDemoted() {
        List<String> managers = List.of("m1", "m2", "m3");
        managers.forEach(name -> host(name).engine.off = true);
        for (String name : managers) {
            changes.whileRestarting(host(name), () -> host(name).engine.off = false);
        }
        managers.forEach(this::assertIsManager);
        managers.forEach(name -> assertThat(swarm.node(name).version).isEqualTo(1));
        assertThat(hosts.warnings).isEmpty();
    }

    @Test
    void restartGoesOnWhenTheDemotionHasNoEffect() {
        swarm.stuckRoles = true;
        restart("m1");
        assertThat(seen).containsExactly("m1 manager, node1 leads, promote -");
        assertIsManager("m1");
        assertThat(hosts.warnings)
                .containsExactly(
                        "The leadership of the swarm was not handed over by \"m1\": Machine \"m1\" did not become"
                                + " a worker of the swarm within 90 s. It cannot be changed until its managers have elected"
                                + " another leader.");
    }

    /** What completes a hand-over whose command was killed. */
    enum Next {
        START,
        RESTART,
        PROMOTE,
        UPGRADE
    }

    @ParameterizedTest
    @EnumSource(Next.class)
    void killedHandOverIsCompletedByTheNextCommand(Next next) {
        kill("m1");
        clear();
        operations.list();
        assertThat(hosts.reported)
                .singleElement()
                .asString()
                .startsWith("Machine \"m1\" was demoted for a restart that was interrupted. Run ");
        clear();
        switch (next) {
            case START -> changes.afterStart(host("m1"));
            case RESTART -> restart("m1");
            case PROMOTE -> operations.promote(List.of("m1"));
            case UPGRADE -> operations.upgrade(List.of("w1", "m1"), false, Duration.ofSeconds(1));
        }
        assertIsManager("m1");
        assertThat(hosts.reported).contains("Promoting \"m1\" to a manager...");
        assertThat(hosts.warnings).isEmpty();
    }

    @Test
    void decisionsOfTheUserEndAKilledHandOver() {
        kill("m1");
        operations.demote(List.of("m1"));
        assertThat(host("m1").notes).doesNotContainKey("SwarmPromote").containsEntry("SwarmRole", "worker");
        operations.promote(List.of("m1"));
        clear();
        kill("m2");
        operations.leave(List.of("m2"), false, Duration.ofSeconds(1));
        assertThat(host("m2").notes).isEmpty();
    }

    @Test
    void noteOfANodeThatIsNoMoreIsDropped() {
        host("m1").notes.put("SwarmPromote", "node77");
        changes.afterStart(host("m1"));
        assertIsManager("m1");
        assertThat(swarm.node("m1").version).isEqualTo(1);
    }

    @Test
    void hostWithAnotherAddressJoinsAgainAsAManager() {
        kill("m1");
        host("m1").addresses = List.of(new HostAddress("0", "NIC0", "", "192.0.2.99"));
        changes.afterStart(host("m1"));
        assertIsManager("m1");
        assertThat(swarm.node("m1").address).isEqualTo("192.0.2.99");
    }

    @Test
    void failedRestartLeavesAManagerWhereTheEngineAnswers() {
        assertThatThrownBy(() -> changes.whileRestarting(host("m1"), () -> {
                    throw new ProvisioningException("no space left");
                }))
                .hasMessage("no space left");
        assertIsManager("m1");
        assertThat(hosts.warnings).isEmpty();
        String leader = requireNonNull(swarm.leader()).id;
        assertThat(leader).isEqualTo("node2");
        assertThatThrownBy(() -> changes.whileRestarting(host("m2"), () -> {
                    host("m2").engine.off = true;
                    throw new ProvisioningException("no engine any more");
                }))
                .hasMessage("no engine any more");
        assertThat(host("m2").notes).containsEntry("SwarmPromote", "node2");
        assertThat(hosts.warnings).singleElement().asString().contains("is a worker for now");
    }

    @Test
    void interruptionSaysWhatItLeaves() {
        assertThatThrownBy(() -> changes.whileRestarting(host("m1"), () -> {
                    throw new OperationInterruptedException("waiting for SSH");
                }))
                .isInstanceOf(OperationInterruptedException.class);
        assertThat(swarm.node("m1").role).isEqualTo("worker");
        assertThat(hosts.warnings)
                .containsExactly(
                        "Machine \"m1\" was demoted for its restart and is a worker for now. The next command that"
                                + " restarts, starts or promotes it makes it a manager again.");
    }

    @Test
    void upgradeHandsTheLeadershipOverAtTheEnd() {
        for (String name : List.of("m1", "m2", "m3", "w1")) {
            host(name).whenUpgraded = () -> seen.add(state(name));
        }
        operations.upgrade(List.of("w1", "m1", "m2", "m3"), false, Duration.ofSeconds(1));
        assertThat(seen)
                .containsExactly(
                        "m2 manager, node1 leads, promote -",
                        "m3 manager, node1 leads, promote -",
                        "m1 worker, node2 leads, promote node1",
                        "w1 worker, node2 leads, promote -");
        List.of("m1", "m2", "m3").forEach(this::assertIsManager);
        assertThat(swarm.nodes.values()).allMatch(node -> node.availability.equals("active"));
        assertThat(hosts.warnings).isEmpty();
    }

    @Test
    void labelsAndAvailabilityOfTheLeaderStay() {
        operations.setLabels("m1", Map.of("zone", "a"));
        operations.drain(List.of("m1"), Duration.ofSeconds(1));
        restart("m1");
        assertThat(swarm.node("m1").labels).isEqualTo(Map.of("zone", "a"));
        assertThat(swarm.node("m1").availability).isEqualTo("drain");
    }

    /** Restarts a machine and notes what is seen while it does. */
    private void restart(String name) {
        changes.whileRestarting(host(name), () -> seen.add(state(name)));
    }

    private String state(String name) {
        return name + " " + swarm.node(name).role + ", "
                + requireNonNull(swarm.leader()).id + " leads, promote "
                + host(name).notes.getOrDefault("SwarmPromote", "-");
    }

    /** Has a restart end as by SIGKILL: nothing runs after it. */
    private void kill(String name) {
        new LeaderHandover(hosts.context()).begin(host(name));
        assertThat(swarm.node(name).role).isEqualTo("worker");
        assertThat(host(name).notes).containsKey("SwarmPromote");
    }

    private void assertIsManager(String name) {
        assertThat(swarm.node(name).role).isEqualTo("manager");
        assertThat(swarm.node(name).raftMember).isTrue();
        assertThat(host(name).notes).containsEntry("SwarmRole", "manager").doesNotContainKey("SwarmPromote");
    }

    private void clear() {
        hosts.warnings.clear();
        hosts.reported.clear();
        hosts.hosts.values().forEach(host -> host.engine.requests.clear());
    }

    private FakeHosts.FakeHost host(String name) {
        return hosts.host(name);
    }
}
