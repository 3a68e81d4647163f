package io.onemachine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.cli.testing.Outcome;
import io.onemachine.cli.testing.StubSwarm;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that stop and restart machines of a swarm. */
final class SwarmPowerTest extends SwarmFixture {
    @Test
    void aManagerWhoseSwarmNeedsItIsStoppedWithForceOnly() {
        smallSwarm();

        Outcome refused = run("stop m1");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.stderr()).startsWith("The swarm would lose its quorum without the manager \"m1\"");
        assertThat(runWell("status m1").stdout()).isEqualTo("Running\n");

        assertThat(run("stop -f m1").exit()).isZero();
        assertThat(runWell("status m1").stdout()).isEqualTo("Stopped\n");
    }

    /** Creates a swarm of the managers m1 to m3 and the workers w1 and w2. */
    private void largeSwarm() {
        for (String name : List.of("m1", "m2", "m3", "w1", "w2")) {
            machine(name);
        }
        runWell("swarm init m1");
        runWell("swarm join --to m1 --manager m2 m3");
        runWell("swarm join --to m1 w1 w2");
    }

    /** A manager's restart lasts until the workers have restarted, which leaves the other managers time to begin if they could. */
    @Test
    void managersRestartOneAfterTheOtherAndDoNotHoldUpWorkers() {
        largeSwarm();
        CountDownLatch workers = new CountDownLatch(2);
        AtomicInteger within = new AtomicInteger();
        List<Integer> atOnce = new CopyOnWriteArrayList<>();
        driver.on("restart", name -> {
            if (name.startsWith("w")) {
                workers.countDown();
            } else {
                atOnce.add(within.incrementAndGet());
                await(workers);
                within.decrementAndGet();
            }
        });

        runWell("restart m1 m2 m3 w1 w2");

        assertThat(atOnce).containsExactly(1, 1, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void managersThatWaitForEachOtherDoNotBlockABoundedCommand(int bound) {
        largeSwarm();
        List<String> restarted = new CopyOnWriteArrayList<>();
        driver.on("restart", restarted::add);

        runWell("restart m1 m2 w1 m3 w2 --parallel " + bound);

        assertThat(restarted).containsExactlyInAnyOrder("m1", "m2", "m3", "w1", "w2");
    }

    @Test
    void aMachineIsDrainedBeforeItStops() {
        StubSwarm.Engine worker = smallSwarm();

        assertThat(runWell("stop --drain w1").stdout()).contains("Draining \"w1\"...\n");

        assertThat(worker.availability()).isEqualTo("drain");
        assertThat(runWell("status w1").stdout()).isEqualTo("Stopped\n");
    }
}
