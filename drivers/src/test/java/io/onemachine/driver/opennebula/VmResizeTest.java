package io.onemachine.driver.opennebula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.host.HostCare;
import io.onemachine.machine.host.HostSize;
import io.onemachine.machine.host.QuotaException;
import io.onemachine.machine.host.RestartRequiredException;
import io.onemachine.opennebula.error.ApiException;
import io.onemachine.opennebula.resource.LcmState;
import io.onemachine.opennebula.resource.VmState;
import io.onemachine.opennebula.template.Template;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The size of a VM: read, changed while it runs or is off, refused, and lost afterwards. */
class VmResizeTest {
    private final DriverFixture bench;

    @SuppressWarnings("NullAway.Init") // set before each test
    private HostCare care;

    VmResizeTest(@TempDir Path folder) {
        this.bench = new DriverFixture(folder);
    }

    @BeforeEach
    void createVm() {
        Driver driver = bench.created();
        care = driver.care().orElseThrow();
        bench.vm().template = Template.parse("""
                CPU="0.5" VCPU="2" MEMORY="1024"
                DISK=[DISK_ID="0",TYPE="CDROM",IMAGE="installer",SIZE="400"]
                DISK=[DISK_ID="1",TYPE="swap",SIZE="512"]
                DISK=[DISK_ID="2",TYPE="FILE",IMAGE="debian",SIZE="8192"]
                DISK=[DISK_ID="3",TYPE="fs",SIZE="100"]
                NIC=[IP="10.0.0.7"]""");
    }

    @Test
    void theSizeIsThatOfTheFirstDiskWithData() {
        assertThat(care.size()).isEqualTo(size(0.5, 2, 1024, 8192));
    }

    /** OpenNebula gives a VM one virtual CPU when its template names none. */
    @Test
    void missingValuesAreUnknownOrTheDefault() {
        bench.vm().template = Template.parse("NIC=[IP=\"10.0.0.7\"]");

        HostSize size = care.size();

        assertThat(size.vcpus()).hasValue(1);
        assertThat(size.disk()).isEmpty();
    }

    @Test
    void aRunningVmIsResizedAndWaitedFor() {
        care.resize(change(0.25, 4, 2048));

        assertThat(FakeOned.text(bench.cloud.callsOf("one.vm.resize").getFirst(), 2))
                .isEqualTo(Template.EMPTY
                        .with("CPU", "0.25")
                        .with("VCPU", "4")
                        .with("MEMORY", "2048")
                        .format());
        assertThat(bench.vm().status.isRunning()).isTrue();
        assertThat(care.size()).isEqualTo(size(0.25, 4, 2048, 8192));
        assertThat(bench.cloud.callsOf("one.vm.diskresize")).isEmpty();
    }

    @Test
    void onlyGivenValuesAreSent() {
        care.resize(memory(2048));

        assertThat(Template.parse(
                        FakeOned.text(bench.cloud.callsOf("one.vm.resize").getFirst(), 2)))
                .isEqualTo(Template.EMPTY.with("MEMORY", "2048"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hotplug resize not supported by driver",
                "Cannot resize a pinned VM",
                "Hot resize is not supported in this state",
            })
    void aRunningVmThatCannotBeResizedNeedsARestart(String refusal) {
        bench.cloud.failOn("one.vm.resize", new ApiException(2048, "[one.vm.resize] " + refusal));

        assertThatExceptionOfType(RestartRequiredException.class)
                .isThrownBy(() -> care.resize(memory(2048)))
                .withMessageContaining("VM 7 (dm) cannot be resized while it runs: ")
                .withMessageContaining(refusal);
    }

    /** Stopping the VM would not help: it stays on its hypervisor. */
    @ParameterizedTest
    @ValueSource(strings = {"Not enough memory: 1023999998976/16777216", "Not enough CPU: 800/400"})
    void aFullHypervisorNeedsNoRestart(String refusal) {
        bench.cloud.failOn("one.vm.resize", new ApiException(2048, "[one.vm.resize] " + refusal));

        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(() -> care.resize(memory(999_999_999)))
                .withMessageContaining(refusal);
    }

    @Test
    void aStoppedVmThatIsRefusedNeedsNoRestart() {
        bench.vm().status = FakeOned.status(VmState.POWEROFF);
        bench.cloud.failOn("one.vm.resize", new ApiException(2048, "[one.vm.resize] This action is not available"));

        assertThatThrownBy(() -> care.resize(memory(2048))).isExactlyInstanceOf(DriverException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[one.vm.resize] limit of 4096 reached for MEMORY quota in user with ID: 2",
                "[one.vm.resize] limit of 4 reached for RUNNING_CPU Quota in group with ID: 1",
            })
    void aQuotaIsNamedAsOne(String refusal) {
        bench.cloud.failOn("one.vm.resize", new ApiException(512, refusal));

        assertThatExceptionOfType(QuotaException.class)
                .isThrownBy(() -> care.resize(memory(8192)))
                .withMessage("OpenNebula: " + refusal);
        assertThat(care.size().memory()).hasValue(1024);
    }

    @Test
    void aMissingRightIsNoQuota() {
        bench.cloud.failOn(
                "one.vm.resize", new ApiException(512, "[one.vm.resize] Not authorized to perform MANAGE VM [7]."));

        assertThatThrownBy(() -> care.resize(memory(2048)))
                .isExactlyInstanceOf(DriverException.class)
                .hasMessageContaining("Not authorized");
    }

    /** OpenNebula shows the new values at once, and the old ones again when the hypervisor has failed. */
    @Test
    void aHypervisorThatFailsLaterNeedsARestart() {
        bench.cloud.fault("one.vm.resize", effect -> {
            Template before = bench.vm().template;
            bench.vm().status = FakeOned.lcm(LcmState.HOTPLUG_RESIZE);
            bench.vm().ahead.add(FakeOned.lcm(LcmState.HOTPLUG_RESIZE));
            bench.vm().ahead.add(FakeOned.lcm(LcmState.RUNNING));
            effect.run();
            bench.vm().ahead.clear();
            bench.vm().status = FakeOned.lcm(LcmState.RUNNING);
            bench.vm().template = before;
            bench.vm().user = bench.vm().user.with("ERROR", "Tue: Error resizing VM: no balloon");
        });

        assertThatExceptionOfType(RestartRequiredException.class)
                .isThrownBy(() -> care.resize(memory(2048)))
                .withMessage("VM 7 (dm) did not get the new size: Tue: Error resizing VM: no balloon");
    }

    @Test
    void anOperationInProgressIsWaitedFor() {
        bench.vm().status = FakeOned.lcm(LcmState.HOTPLUG);
        bench.vm().ahead.add(FakeOned.lcm(LcmState.HOTPLUG));
        bench.vm().ahead.add(FakeOned.lcm(LcmState.RUNNING));

        care.resize(memory(2048));

        assertThat(care.size().memory()).hasValue(2048);
    }

    @Test
    void theDiskWithDataIsEnlarged() {
        care.resize(new HostSize(
                OptionalDouble.empty(), OptionalInt.empty(), OptionalLong.empty(), OptionalLong.of(16_384)));

        assertThat(FakeOned.number(bench.cloud.callsOf("one.vm.diskresize").getFirst(), 2))
                .isEqualTo(2);
        assertThat(FakeOned.text(bench.cloud.callsOf("one.vm.diskresize").getFirst(), 3))
                .isEqualTo("16384");
        assertThat(bench.cloud.callsOf("one.vm.resize")).isEmpty();
        assertThat(care.size().disk()).hasValue(16_384);
    }

    @Test
    void aDiskThatStaysAsItWasIsAnError() {
        bench.cloud.fault("one.vm.diskresize", effect -> {
            Template before = bench.vm().template;
            effect.run();
            bench.vm().template = before;
        });

        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(() -> care.resize(new HostSize(
                        OptionalDouble.empty(), OptionalInt.empty(), OptionalLong.empty(), OptionalLong.of(16_384))))
                .withMessage("Disk 2 of VM 7 (dm) did not get the new size");
    }

    @Test
    void aRefusalOfADiskWithSnapshotsSaysSo() {
        bench.vm().more = "<SNAPSHOTS><DISK_ID>2</DISK_ID><SNAPSHOT><ID>0</ID><NAME>a</NAME></SNAPSHOT></SNAPSHOTS>";
        bench.cloud.failOn("one.vm.diskresize", new ApiException(2048, "[one.vm.diskresize] disk has snapshots"));

        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(() -> care.resize(new HostSize(
                        OptionalDouble.empty(), OptionalInt.empty(), OptionalLong.empty(), OptionalLong.of(16_384))))
                .withMessageContaining("Disk 2 of VM 7 (dm) cannot be enlarged: ")
                .satisfies(e -> assertThat(e.hint().orElseThrow()).contains("only disks without snapshots"));
    }

    @Test
    void aVmWithoutADataDiskHasNothingToEnlarge() {
        bench.vm().template = Template.parse("DISK=[DISK_ID=\"0\",TYPE=\"CDROM\"] NIC=[IP=\"10.0.0.7\"]");

        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(() -> care.resize(new HostSize(
                        OptionalDouble.empty(), OptionalInt.empty(), OptionalLong.empty(), OptionalLong.of(16_384))))
                .withMessage("VM 7 (dm) has no disk that could be enlarged");
    }

    private static HostSize size(double cpu, int vcpus, long memory, long disk) {
        return new HostSize(
                OptionalDouble.of(cpu), OptionalInt.of(vcpus), OptionalLong.of(memory), OptionalLong.of(disk));
    }

    private static HostSize change(double cpu, int vcpus, long memory) {
        return new HostSize(
                OptionalDouble.of(cpu), OptionalInt.of(vcpus), OptionalLong.of(memory), OptionalLong.empty());
    }

    private static HostSize memory(long megabytes) {
        return new HostSize(
                OptionalDouble.empty(), OptionalInt.empty(), OptionalLong.of(megabytes), OptionalLong.empty());
    }
}
