package io.onemachine.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.testing.MachinesFixture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a machine's cluster is asked, and what its answers lead to. */
class ClusterMembershipTest {
    private final MachinesFixture fixture;
    private final List<String> calls = new ArrayList<>();
    private Optional<RuntimeException> refusal = Optional.empty();

    ClusterMembershipTest(@TempDir Path folder) {
        fixture = new MachinesFixture(folder.resolve("store")).withCertificates();
        fixture.membership = new Recorded();
        fixture.machines().create(fixture.request("m1")).close();
    }

    private final class Recorded implements ClusterMembership {
        @Override
        public void beforeStop(Machine machine, StopRequest request) {
            note("stop of " + machine.name() + " " + request + " in state " + machine.state());
        }

        @Override
        public void whileRestarting(Machine machine, Runnable work) {
            note("restart of " + machine.name());
            work.run();
            note("restarted " + machine.name() + " in state " + machine.state());
        }

        @Override
        public void afterStart(Machine machine) {
            machine.putNote("SwarmNode", Optional.of("seen")); // the lock is held already
            note("start of " + machine.name() + " in state " + machine.state());
        }

        @Override
        public void beforeRemoval(Machine machine, boolean force) {
            note("removal of " + machine.name() + (force ? " forced" : ""));
        }

        private void note(String call) {
            calls.add(call);
            if (refusal.isPresent()) {
                throw refusal.get();
            }
        }
    }

    private Machine load() {
        return fixture.machines().load("m1");
    }

    @Test
    void clusterIsAskedBeforeAStopAndAfterAStart() {
        load().stop(new StopRequest(false, true));
        load().start();
        load().restart();

        assertThat(calls)
                .containsExactly(
                        "stop of m1 StopRequest[force=false, drain=true] in state RUNNING",
                        "start of m1 in state RUNNING",
                        "restart of m1",
                        "start of m1 in state RUNNING",
                        "restarted m1 in state RUNNING");
        assertThat(load().note("SwarmNode")).contains("seen");
    }

    @Test
    void refusedStopLeavesTheHostOn() {
        refusal = Optional.of(new DriverException("no majority"));

        assertThatThrownBy(() -> load().stop()).hasMessage("no majority");

        assertThat(fixture.driver.state).isEqualTo(MachineState.RUNNING);
    }

    @Test
    void refusedRemovalLeavesTheMachine() {
        refusal = Optional.of(new DriverException("no majority"));

        assertThatThrownBy(() -> fixture.machines().remove("m1", false)).hasMessage("no majority");
        assertThat(fixture.machines().exists("m1")).isTrue();
        assertThat(fixture.driver.state).isEqualTo(MachineState.RUNNING);

        fixture.machines().remove("m1", true);
        assertThat(fixture.machines().exists("m1")).isFalse();
        assertThat(calls).containsExactly("removal of m1", "removal of m1 forced");
        assertThat(fixture.progress.warnings()).containsExactly("Error removing host \"m1\": no majority");
    }
}
