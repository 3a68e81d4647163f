package io.onemachine.machine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.host.HostSize;
import io.onemachine.machine.host.NotSupportedException;
import io.onemachine.machine.host.QuotaException;
import io.onemachine.machine.host.RestartRequiredException;
import io.onemachine.machine.testing.FakeHostCare;
import io.onemachine.machine.testing.MachinesFixture;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The size of a host: live, with a restart, refused. */
class HostResizeTest {
    private static final HostSize MEMORY = size(OptionalLong.of(2048), OptionalLong.empty());
    private static final HostSize DISK = size(OptionalLong.empty(), OptionalLong.of(16_384));

    private final MachinesFixture fixture;
    private final FakeHostCare care = new FakeHostCare();
    private int linesBefore;

    HostResizeTest(@TempDir Path folder) {
        fixture = new MachinesFixture(folder.resolve("store")).withCertificates();
    }

    @BeforeEach
    void createMachine() {
        fixture.machines().create(fixture.request("m1")).close();
        fixture.driver.care = Optional.of(care);
        fixture.driver.calls.clear();
        linesBefore = fixture.progress.lines().size();
    }

    @Test
    void aRunningHostIsResizedWhileItRunsWhereTheCloudCan() {
        assertThat(resize(MEMORY, true).memory()).hasValue(2048);

        assertThat(fixture.driver.calls).isEmpty();
        assertThat(care.calls).containsExactly("resize " + MEMORY);
        assertThat(said()).containsExactly("Resizing \"m1\"...", "memory: 1024 MB → 2048 MB");
    }

    @Test
    void onlyWhatDiffersIsAskedFor() {
        resize(
                new HostSize(OptionalDouble.of(1), OptionalInt.of(4), OptionalLong.of(1024), OptionalLong.of(8192)),
                false);

        assertThat(care.calls)
                .containsExactly("resize "
                        + new HostSize(
                                OptionalDouble.empty(), OptionalInt.of(4), OptionalLong.empty(), OptionalLong.empty()));
        assertThat(said()).contains("virtual CPUs: 1 → 4").noneMatch(line -> line.startsWith("disk"));
    }

    @Test
    void aHostOfThatSizeIsLeftAlone() {
        assertThat(resize(care.size, true)).isEqualTo(care.size);

        assertThat(care.calls).isEmpty();
        assertThat(said()).containsExactly("Machine \"m1\" has that size already.");
    }

    @Test
    void aHostThatMustBeOffIsNotStoppedWithoutPermission() {
        care.failOn("resize", restartRequired());

        assertThatThrownBy(() -> resize(MEMORY, false))
                .isInstanceOf(RestartRequiredException.class)
                .hasMessage("the hypervisor cannot")
                .satisfies(e -> assertThat(((MachineException) e).hint().orElseThrow())
                        .contains("the machine is stopped, resized and started again"));

        assertThat(fixture.driver.calls).isEmpty();
        assertThat(fixture.driver.state).isEqualTo(MachineState.RUNNING);
        assertThat(care.size.memory()).hasValue(1024);
    }

    @Test
    void aHostThatMustBeOffIsStoppedResizedAndStarted() {
        care.failOn("resize", restartRequired());

        resize(MEMORY, true);

        assertThat(fixture.driver.calls).containsExactly("stop", "start");
        assertThat(care.size.memory()).hasValue(2048);
        assertThat(said())
                .containsSubsequence(
                        "the hypervisor cannot",
                        "Machine \"m1\" was stopped.",
                        "Machine \"m1\" was started.",
                        "memory: 1024 MB → 2048 MB");
    }

    /** The first part of a change may have taken effect before the cloud asked for a stop. */
    @Test
    void onlyWhatIsLeftIsAskedForOfTheStoppedHost() {
        HostSize both = size(OptionalLong.of(2048), OptionalLong.of(16_384));
        care.failOn("resize", restartRequired());
        fixture.driver.stateAfterStop = MachineState.STOPPED;
        care.size = size(OptionalLong.of(1024), OptionalLong.of(16_384));

        resize(both, true);

        assertThat(care.calls).containsExactly("resize " + MEMORY, "resize " + MEMORY);
    }

    @Test
    void aQuotaLeavesTheRunningHostAlone() {
        care.failOn("resize", quota());

        assertThatThrownBy(() -> resize(MEMORY, true)).isInstanceOf(QuotaException.class);

        assertThat(fixture.driver.calls).isEmpty();
        assertThat(care.size.memory()).hasValue(1024);
    }

    @Test
    void aQuotaThatRefusesTheStoppedHostLetsItRunAgain() {
        care.failOn("resize", restartRequired()).failOn("resize", quota());

        assertThatThrownBy(() -> resize(MEMORY, true))
                .isInstanceOf(QuotaException.class)
                .hasMessage("limit of memory reached");

        assertThat(fixture.driver.calls).containsExactly("stop", "start");
        assertThat(fixture.driver.state).isEqualTo(MachineState.RUNNING);
    }

    @Test
    void aFailureOfTheStoppedHostIsReportedEvenWhenItDoesNotStartAgain() {
        care.failOn("resize", restartRequired()).failOn("resize", new DriverException("no room"));
        fixture.driver.startFailure = Optional.of(new DriverException("no hypervisor"));

        assertThatThrownBy(() -> resize(MEMORY, true))
                .isInstanceOf(DriverException.class)
                .hasMessage("no room");

        assertThat(fixture.progress.warnings())
                .containsExactly("Machine \"m1\" was stopped and could not be started again: no hypervisor");
    }

    @Test
    void aStoppedHostIsResizedAndStaysOff() {
        fixture.driver.state = MachineState.STOPPED;

        resize(size(OptionalLong.of(2048), OptionalLong.of(16_384)), true);

        assertThat(fixture.driver.calls).isEmpty();
        assertThat(said())
                .containsExactly("Resizing \"m1\"...", "memory: 1024 MB → 2048 MB", "disk: 8192 MB → 16384 MB");
    }

    @Test
    void aLargerDiskOfARunningHostIsUsedAfterARestart() {
        resize(DISK, false);
        assertThat(said())
                .last()
                .asString()
                .startsWith("The file system of \"m1\" gets the new space at the host's next start");
        assertThat(fixture.driver.calls).isEmpty();

        resize(size(OptionalLong.empty(), OptionalLong.of(20_000)), true);
        assertThat(fixture.driver.calls).containsExactly("restart");
    }

    @Test
    void aSmallerDiskIsRefusedBeforeAnythingChanges() {
        assertThatThrownBy(() -> resize(size(OptionalLong.of(2048), OptionalLong.of(8191)), true))
                .isInstanceOf(DriverException.class)
                .hasMessage("The disk of machine \"m1\" has 8192 MB and cannot be made smaller: 8191 MB");

        assertThat(care.calls).isEmpty();
    }

    @Test
    void aDriverWithoutTheAbilityIsNamed() {
        fixture.driver.care = Optional.empty();

        assertThatThrownBy(() -> resize(MEMORY, true))
                .isInstanceOf(NotSupportedException.class)
                .hasMessageContaining("The driver \"fake\" of machine \"m1\" does not support");
        assertThat(fixture.driver.calls).isEmpty();
    }

    private HostSize resize(HostSize size, boolean mayRestart) {
        return fixture.machines().load("m1").resize(size, mayRestart);
    }

    private List<String> said() {
        return fixture.progress
                .lines()
                .subList(linesBefore, fixture.progress.lines().size());
    }

    private static RestartRequiredException restartRequired() {
        return new RestartRequiredException("the hypervisor cannot", new DriverException("cause"));
    }

    private static QuotaException quota() {
        return new QuotaException("limit of memory reached", new DriverException("cause"));
    }

    private static HostSize size(OptionalLong memory, OptionalLong disk) {
        return new HostSize(OptionalDouble.empty(), OptionalInt.empty(), memory, disk);
    }
}
