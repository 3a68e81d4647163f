package io.onemachine.driver.opennebula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import io.onemachine.opennebula.resource.LcmState;
import io.onemachine.opennebula.resource.VmState;
import io.onemachine.opennebula.resource.VmStatus;
import io.onemachine.opennebula.template.Template;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The commands start, stop, kill and restart: target states, transitions, and VMs that cannot reach them. */
class PowerTest {
    private final DriverFixture bench;

    PowerTest(@TempDir Path folder) {
        this.bench = new DriverFixture(folder);
    }

    @Test
    void stopWaitsUntilTheVmIsOffAndStartUntilItRuns() {
        Driver driver = bench.created();
        driver.stop();
        assertThat(bench.vm().status.state()).isEqualTo(VmState.POWEROFF);
        assertThat(driver.state()).isEqualTo(MachineState.STOPPED);
        assertThat(bench.actions()).containsExactly("poweroff");
        driver.start();
        assertThat(driver.state()).isEqualTo(MachineState.RUNNING);
        assertThat(bench.actions()).containsExactly("poweroff", "resume");
    }

    @ParameterizedTest
    @EnumSource(names = {"POWEROFF", "UNDEPLOYED", "STOPPED", "SUSPENDED", "HOLD"})
    void startBringsEveryVmBackThatCanComeBack(VmState state) {
        Driver driver = bench.created();
        bench.vm().status = FakeOned.status(state);
        driver.start();
        assertThat(driver.state()).isEqualTo(MachineState.RUNNING);
    }

    @Test
    void startWaitsForAVmThatIsStillShuttingDown() {
        Driver driver = bench.created();
        bench.vm().status = FakeOned.lcm(LcmState.SHUTDOWN_POWEROFF);
        bench.vm().ahead.addAll(List.of(FakeOned.lcm(LcmState.SHUTDOWN_POWEROFF), FakeOned.status(VmState.POWEROFF)));
        driver.start();
        assertThat(bench.vm().status.isRunning()).isTrue();
    }

    @Test
    void startOfARunningVmSendsNoAction() {
        Driver driver = bench.created();
        driver.start();
        assertThat(bench.actions()).isEmpty();
        assertThat(bench.time.pauses)
                .allSatisfy(pause -> assertThat(pause).isLessThanOrEqualTo(java.time.Duration.ofMillis(100)));
    }

    @Test
    void startSaysWhyAVmCannotComeBack() {
        Driver driver = bench.created();
        bench.vm().status = FakeOned.lcm(LcmState.PROLOG_FAILURE);
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::start)
                .withMessageContaining("it is in state PROLOG_FAILURE");
    }

    @Test
    void stopReportsAGuestThatIgnoresTheRequest() {
        Driver driver = bench.created();
        bench.cloud.fault("one.vm.action", effect -> {
            effect.run();
            bench.vm().ahead.clear();
            bench.vm().ahead.addAll(List.of(FakeOned.lcm(LcmState.SHUTDOWN_POWEROFF), FakeOned.lcm(LcmState.RUNNING)));
        });
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::stop)
                .withMessageContaining("did not shut down and it runs on");
    }

    @Test
    void killTurnsOffAlsoWhatIsShuttingDownForever() {
        Driver driver = bench.created();
        bench.vm().status = FakeOned.lcm(LcmState.SHUTDOWN_POWEROFF);
        driver.kill();
        assertThat(bench.actions()).containsExactly("poweroff-hard");
        assertThat(driver.state()).isEqualTo(MachineState.STOPPED);
    }

    @Test
    void anAcceptedActionIsNotRepeatedAtOnce() {
        Driver driver = bench.created();
        bench.cloud.fault("one.vm.action", effect -> {
            effect.run();
            bench.vm().ahead.clear();
            bench.vm()
                    .ahead
                    .addAll(List.of(
                            FakeOned.lcm(LcmState.RUNNING),
                            FakeOned.lcm(LcmState.SHUTDOWN_POWEROFF),
                            FakeOned.status(VmState.POWEROFF)));
        });
        driver.kill();
        assertThat(bench.actions()).containsExactly("poweroff-hard");
    }

    @Test
    void restartTurnsOffAndOnAndLooksTheAddressUpAgain() {
        Driver driver = bench.created();
        bench.cloud.nic = "IP=\"10.0.0.99\"";
        bench.vm().template = Template.parse("NIC=[IP=\"10.0.0.99\"]");
        driver.restart();
        assertThat(bench.actions()).containsExactly("poweroff", "resume");
        assertThat(driver.config().text("IPAddress")).isEqualTo("10.0.0.99");
    }

    @Test
    void aVmThatFailsToBootIsNotTriedForEver() {
        Driver driver = bench.created();
        bench.vm().status = FakeOned.status(VmState.POWEROFF);
        bench.vm().user = bench.vm().user.with("ERROR", "Tue Nov 24: RESTORE: no such disk");
        bench.cloud.fault("one.vm.action", effect -> {
            effect.run();
            bench.vm().ahead.clear();
            bench.vm().ahead.addAll(List.of(FakeOned.lcm(LcmState.BOOT_POWEROFF), FakeOned.status(VmState.POWEROFF)));
        });
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::start)
                .withMessage(
                        "VM 7 (dm): it did not boot and is back in state POWEROFF: Tue Nov 24: RESTORE: no such disk");
        assertThat(bench.actions()).containsExactly("resume");
    }

    @Test
    void startOfAVmWithAnUnknownStateReportsTheNumber() {
        Driver driver = bench.created("opennebula-template-id=0", "opennebula-start-retries=1");
        bench.vm().status = new VmStatus(3, 99);
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::start)
                .withMessageContaining("within 2 seconds while starting the VM: it is in state ACTIVE, LCM_STATE 99");
        assertThat(bench.said).contains("VM 7 (dm): ACTIVE, LCM_STATE 99");
    }

    @ParameterizedTest
    @EnumSource(names = {"BACKUP", "HOTPLUG_NIC", "DISK_RESIZE", "MIGRATE"})
    void startDoesNotWaitForOperationsOnARunningVm(LcmState state) {
        Driver driver = bench.created();
        bench.vm().status = FakeOned.lcm(state);
        bench.time.pauses.clear();
        driver.start();
        assertThat(bench.actions()).isEmpty();
        assertThat(bench.time.pauses).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"BACKUP", "DISK_SNAPSHOT", "HOTPLUG_RESIZE", "PROLOG"})
    void stopWaitsForTransientStates(LcmState state) {
        Driver driver = bench.created();
        bench.vm().status = FakeOned.lcm(state);
        bench.vm().ahead.addAll(List.of(FakeOned.lcm(state), FakeOned.lcm(LcmState.RUNNING)));
        driver.stop();
        assertThat(bench.actions()).containsExactly("poweroff");
        assertThat(driver.state()).isEqualTo(MachineState.STOPPED);
    }

    @Test
    void stopHoldsAPendingVmAndStartReleasesIt() {
        Driver driver = bench.created();
        bench.vm().status = FakeOned.status(VmState.PENDING);
        driver.stop();
        assertThat(bench.actions()).containsExactly("hold");
        assertThat(driver.state()).isEqualTo(MachineState.STOPPED);
        driver.start();
        assertThat(bench.actions()).containsExactly("hold", "release");
        assertThat(driver.state()).isEqualTo(MachineState.RUNNING);
    }

    @Test
    void aHostThatDoesNotTurnItsVmOffIsAskedThreeTimes() {
        Driver driver = bench.created();
        for (int i = 0; i < 4; i++) {
            bench.cloud.fault("one.vm.action", effect -> {
                effect.run();
                bench.vm().ahead.clear();
                bench.vm()
                        .ahead
                        .addAll(List.of(FakeOned.lcm(LcmState.SHUTDOWN_POWEROFF), FakeOned.lcm(LcmState.RUNNING)));
            });
        }
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::kill)
                .withMessage("VM 7 (dm): its host did not turn it off and it runs on");
        assertThat(bench.actions()).containsExactly("poweroff-hard", "poweroff-hard", "poweroff-hard");
    }
}
