package io.onemachine.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.MachineCreationException;
import io.onemachine.machine.testing.FakeHostCare;
import io.onemachine.machine.testing.MachinesFixture;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the store keeps about fleets and unfinished creations. */
class FleetMembershipTest {
    private static final FleetMembership SHOP =
            new FleetMembership("shop", "web", "/srv/fleet.yaml", "{\"options\":{\"size\":\"large\"}}");

    private final MachinesFixture fixture;
    private final Machines machines;

    FleetMembershipTest(@TempDir Path folder) {
        fixture = new MachinesFixture(folder.resolve("store")).withCertificates();
        machines = fixture.machines();
    }

    @Test
    void newMachineIsInItsFleetFromTheFirstMomentOn() {
        fixture.driver.createFailure = Optional.of(new DriverException("VM 7 failed to boot"));
        assertThatThrownBy(() -> machines.create(fixture.keepingRequest("m1").fleet(SHOP)))
                .isInstanceOf(MachineCreationException.class);

        assertThat(machines.load("m1").fleet()).contains(SHOP);
        assertThat(machines.load("m1").isCreationUnfinished()).isTrue();
        assertThat(fixture.driver.options.orElseThrow().string("fleet")).isEqualTo("shop");
    }

    @Test
    void finishedCreationIsNotUnfinished() {
        machines.create(fixture.request("m1")).close();

        assertThat(machines.load("m1").isUnfinished()).isFalse();
        assertThat(machines.load("m1").configJson()).doesNotContain("Unfinished", "Fleet");
        assertThat(fixture.driver.options.orElseThrow().has("fleet")).isFalse();
    }

    @Test
    void machineCanJoinAFleetAndLeaveIt() {
        FakeHostCare care = new FakeHostCare();
        fixture.driver.care = Optional.of(care);
        machines.create(fixture.request("m1")).close();

        machines.load("m1").setFleet(Optional.of(SHOP));
        assertThat(machines.load("m1").fleet()).contains(SHOP);
        assertThat(care.calls).contains("fleet shop");

        machines.load("m1").setFleet(Optional.empty());
        assertThat(machines.load("m1").fleet()).isEmpty();
        assertThat(care.calls).endsWith("fleet none");
    }
}
