package io.onemachine.machine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.Machine;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.host.LabelChange;
import io.onemachine.machine.host.NotSupportedException;
import io.onemachine.machine.testing.FakeHostCare;
import io.onemachine.machine.testing.MachinesFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Leases and labels of a host. */
class HostLeaseTest {
    private static final Duration HOURS = Duration.ofHours(8);

    private final MachinesFixture fixture;
    private final FakeHostCare care = new FakeHostCare();

    HostLeaseTest(@TempDir Path folder) {
        fixture = new MachinesFixture(folder.resolve("store")).withCertificates();
        fixture.now = Instant.parse("2026-12-01T10:00:00.750Z");
    }

    @BeforeEach
    void createMachine() {
        fixture.now = Instant.now();
        fixture.machines().create(fixture.request("m1")).close();
        fixture.now = Instant.parse("2026-12-01T10:00:00.750Z");
        fixture.driver.care = Optional.of(care);
    }

    @Test
    void aHostWithoutALeaseGetsOneFromNow() {
        Instant end = Instant.parse("2026-12-01T18:00:00Z");

        assertThat(machine().extendLease(HOURS)).as("whole seconds").isEqualTo(end);
        assertThat(machine().lease()).contains(end);
    }

    @Test
    void aLeaseIsExtendedFromItsEnd() {
        care.leaseEnd = Optional.of(Instant.parse("2026-12-05T00:00:00Z"));

        assertThat(machine().extendLease(HOURS)).isEqualTo("2026-12-05T08:00:00Z");
    }

    /** As when the cloud is late to remove the host. */
    @Test
    void aLeaseThatIsOverIsExtendedFromNow() {
        care.leaseEnd = Optional.of(Instant.parse("2026-11-05T00:00:00Z"));

        assertThat(machine().extendLease(HOURS)).isEqualTo("2026-12-01T18:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-12-01T10:00:00Z", "2026-12-01T09:59:59Z", "1970-01-01T00:00:00Z"})
    void anEndInThePastIsRefusedAsTheCloudWouldActAtOnce(String end) {
        assertThatThrownBy(() -> machine().setLeaseEnd(Instant.parse(end)))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining("cannot end in the past: " + end);
        assertThat(care.calls).isEmpty();
    }

    @Test
    void aDroppedLeaseIsGone() {
        machine().setLeaseEnd(Instant.parse("2026-12-01T10:00:01.999Z"));
        assertThat(care.leaseEnd).contains(Instant.parse("2026-12-01T10:00:01Z"));

        machine().dropLease();

        assertThat(machine().lease()).isEmpty();
    }

    @Test
    void labelsAreSentOnlyWhenTheyChange() {
        care.labels = List.of("a", "tier=web");

        assertThat(machine().changeLabels(List.of(LabelChange.parse("a"), LabelChange.parse("nosuch-"))))
                .containsExactly("a", "tier=web");
        assertThat(care.calls).isEmpty();
        assertThat(machine().changeLabels(List.of(LabelChange.parse("tier=db"), LabelChange.parse("b"))))
                .containsExactly("a", "tier=db", "b");
        assertThat(machine().labels()).containsExactly("a", "tier=db", "b");
    }

    @Test
    void aDriverWithoutTheAbilityIsNamed() {
        fixture.driver.care = Optional.empty();

        for (Runnable work : List.<Runnable>of(
                () -> machine().lease(),
                () -> machine().extendLease(HOURS),
                () -> machine().dropLease(),
                () -> machine().labels(),
                () -> machine().changeLabels(List.of(LabelChange.parse("a"))),
                () -> machine().describe(),
                () -> machine().console(),
                () -> machine().events())) {
            assertThatThrownBy(work::run).isInstanceOf(NotSupportedException.class);
        }
    }

    private Machine machine() {
        return fixture.machines().load("m1");
    }
}
