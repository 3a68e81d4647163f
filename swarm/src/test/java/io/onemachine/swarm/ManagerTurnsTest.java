package io.onemachine.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.machine.error.MachineException;
import io.onemachine.swarm.engine.NodeRole;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ManagerTurnsTest {
    private final FakeHosts hosts = new FakeHosts("m1", "m2", "m3", "w1");
    private final SwarmOperations operations = hosts.operations();
    private final List<String> failures = new CopyOnWriteArrayList<>();

    @Test
    void managersThatGoAtTheSameTimeDoNotCountOnEachOther() throws InterruptedException {
        create();
        atOnce(name -> new MemberChanges(hosts.context()).beforeRemoval(hosts.host(name), true));
        assertThat(failures).isEmpty();
        List.of("m1", "m2", "m3")
                .forEach(name -> assertThat(hosts.host(name).engine.state).isEqualTo("inactive"));
    }

    @Test
    void lastOneOfThemIsRefusedWithoutForce() throws InterruptedException {
        create();
        atOnce(name -> new MemberChanges(hosts.context()).beforeRemoval(hosts.host(name), false));
        assertThat(failures).singleElement().asString().contains("is the last manager of its swarm");
        assertThat(hosts.swarm.nodes.values())
                .filteredOn(node -> node.role.equals("manager"))
                .hasSize(1);
    }

    @Test
    void lastOneOfThemIsNotDemoted() throws InterruptedException {
        create();
        atOnce(name -> operations.demote(List.of(name)));
        assertThat(failures).singleElement().asString().contains("is the last manager of its swarm");
    }

    private void create() {
        operations.init("m1", SwarmInit.PLAIN);
        operations.join("m1", List.of("m2", "m3"), SwarmJoin.WORKER.as(NodeRole.MANAGER));
        operations.join("m1", List.of("w1"), SwarmJoin.WORKER);
    }

    /** Something done to a machine. */
    private interface Work {
        void run(String machine);
    }

    private void atOnce(Work work) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (String name : List.of("m1", "m2", "m3")) {
            threads.add(Thread.ofVirtual().unstarted(() -> {
                try {
                    work.run(name);
                } catch (MachineException e) {
                    failures.add(e.getMessage());
                }
            }));
        }
        // All begin, and find each other as managers, before the first one may go on.
        ManagerTurns.take(FakeSwarm.CLUSTER, "test", () -> {
            for (Thread thread : threads) {
                thread.start();
                while (thread.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
            }
        });
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
