package io.onemachine.devcloud.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onemachine.devcloud.cloud.Release;
import io.onemachine.devcloud.cloud.ReportedState;
import io.onemachine.devcloud.cloud.VmState;
import io.onemachine.devcloud.fault.Effect;
import io.onemachine.devcloud.testing.TestCloud;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the changes of existing VMs that take time: where they are allowed, what is seen meanwhile and afterwards, and how they fail. */
final class VmChangesTest {

    private static final String ONE = "CPU=1 MEMORY=64 VCPU=1 DISK=[IMAGE_ID=0] DISK=[SIZE=100,TYPE=fs] ";
    private static final String BOB = "bob:bobpw";

    private static final List<ReportedState> STATES = List.of(
            new ReportedState(1, 0),
            new ReportedState(2, 0),
            new ReportedState(3, 1),
            new ReportedState(3, 2),
            new ReportedState(3, 3),
            new ReportedState(3, 12),
            new ReportedState(3, 16),
            new ReportedState(3, 18),
            new ReportedState(3, 24),
            new ReportedState(3, 36),
            new ReportedState(3, 57),
            new ReportedState(3, 62),
            new ReportedState(3, 66),
            new ReportedState(3, 69),
            new ReportedState(4, 0),
            new ReportedState(5, 0),
            new ReportedState(6, 0),
            new ReportedState(8, 0),
            new ReportedState(9, 0),
            new ReportedState(10, 0),
            new ReportedState(11, 0));

    @TempDir
    private Path folder;

    private TestCloud cloud;
    private int id;
    private int diskSnapshot;

    @BeforeEach
    void start() {
        cloud = TestCloud.in(folder);
        id = running(ONE);
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    /** The states in which each call is allowed, and the refusal in all others, as OpenNebula's dispatch manager has them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "resize             | PENDING HOLD RUNNING POWEROFF UNDEPLOYED CLONING CLONING_FAILURE"
                        + " | Cannot resize a VM in state STATE",
                "diskresize         | RUNNING POWEROFF UNDEPLOYED | Could not resize disk for VM ID, wrong state STATE.",
                "snapshotcreate     | RUNNING | Could not create a new snapshot for VM ID, wrong state STATE.",
                "snapshotrevert     | RUNNING | Could not revert VM ID to snapshot 0, wrong state STATE.",
                "snapshotdelete     | RUNNING | Could not delete snapshot 0 for VM ID, wrong state STATE.",
                "disksnapshotcreate | RUNNING POWEROFF SUSPENDED | Could not create a new snapshot for VM ID, wrong state STATE.",
                "disksnapshotrevert | POWEROFF | Could not revert to disk snapshot for VM ID, wrong state STATE.",
                "disksnapshotdelete | RUNNING POWEROFF SUSPENDED | Could not delete disk snapshot from VM ID, wrong state STATE."
            })
    void everyCallIsAllowedInItsStatesOnly(String call, String allowed, String refusal) {
        done("one.vm.snapshotcreate", id, "s");
        done("one.vm.disksnapshotcreate", id, 0, "d");
        for (ReportedState state : STATES) {
            cloud.cloud().locked(() -> cloud.cloud().vm(id).overrideState(state));
            TestCloud.Outcome outcome = cloud.call("one.vm." + call, arguments(call));
            if (List.of(allowed.split(" ")).contains(state.toString())) {
                assertThat(outcome.success()).as("%s in %s", call, state).isTrue();
                assertThat(info()).as("the override is over").contains("<STATE>3</STATE>");
                cloud.awaitState(id, VmState.RUNNING);
                again(call);
            } else {
                assertThat(outcome.success()).as("%s in %s", call, state).isFalse();
                assertThat(outcome.code()).isEqualTo(2048);
                assertThat(outcome.text())
                        .isEqualTo("[one.vm." + call + "] "
                                + refusal.replace("STATE", state.toString()).replace("ID", Integer.toString(id)));
            }
        }
    }

    private Object[] arguments(String call) {
        return switch (call) {
            case "resize" -> new Object[] {id, "MEMORY=96", true};
            case "diskresize" -> new Object[] {id, 0, "9000"};
            case "snapshotcreate" -> new Object[] {id, "x"};
            case "snapshotrevert", "snapshotdelete" -> new Object[] {id, 0};
            case "disksnapshotcreate" -> new Object[] {id, 0, "x"};
            default -> new Object[] {id, 0, diskSnapshot};
        };
    }

    /** Creates again what a call has used up. */
    private void again(String call) {
        String present = info();
        if (call.equals("snapshotdelete") && !present.contains("<SNAPSHOT_ID>")) {
            done("one.vm.snapshotcreate", id, "s");
        }
        if (call.equals("disksnapshotdelete") && !present.contains("<PARENT>")) {
            diskSnapshot = done("one.vm.disksnapshotcreate", id, 0, "d").id();
        }
        if (call.equals("diskresize")) {
            cloud.cloud()
                    .locked(() -> cloud.cloud().vm(id).disk(0).orElseThrow().with("SIZE", "1024"));
        }
    }

    @Test
    void aRunningVmIsResizedByItsHostAndShowsItMeanwhile() {
        cloud.transition().close();
        assertThat(cloud.call("one.vm.resize", id, "MEMORY=128 VCPU=2 CPU=0", true)
                        .id())
                .isEqualTo(id);
        assertThat(info())
                .contains(
                        "<LCM_STATE>66</LCM_STATE>",
                        "<MEMORY><![CDATA[128]]></MEMORY>",
                        "<RESIZE><CPU><![CDATA[1]]></CPU><MEMORY><![CDATA[64]]></MEMORY><VCPU><![CDATA[1]]></VCPU></RESIZE>");
        assertThat(cloud.call("one.vm.action", "terminate-hard", id).text()).contains("wrong state HOTPLUG_RESIZE");
        cloud.transition().open();
        cloud.awaitState(id, VmState.RUNNING);
        assertThat(info())
                .contains("<CPU><![CDATA[1]]></CPU>", "<VCPU><![CDATA[2]]></VCPU>", "<ACTION>35</ACTION><UID>0</UID>")
                .contains("<SEQ>1</SEQ>")
                .doesNotContain("<RESIZE>");
        assertThat(cloud.hypervisor().operations()).contains("resize 0 128");
    }

    @Test
    void aResizeThatFailsLaterLeavesTheOldCapacityAndTheReason() {
        cloud.faults().add("vm.resize", Optional.empty(), new Effect.Fail("no memory slot is free"), 1);
        done("one.vm.resize", id, "MEMORY=128 VCPU=2", true);
        assertThat(info())
                .contains(
                        ": RESIZE: no memory slot is free]]></ERROR>",
                        "<MEMORY><![CDATA[64]]></MEMORY>",
                        "<VCPU><![CDATA[1]]></VCPU>")
                .doesNotContain("<RESIZE>");
        assertThat(cloud.hypervisor().operations()).doesNotContain("resize 0 128");
        done("one.vm.resize", id, "MEMORY=128", true);
        assertThat(info()).contains("<MEMORY><![CDATA[128]]></MEMORY>");
    }

    @Test
    void aGuestDoesNotGrowBeyondItsMaximum() {
        id = running(ONE + "MEMORY_MAX=128 VCPU_MAX=2");
        done("one.vm.resize", id, "MEMORY=128 VCPU=2", true);
        assertThat(info()).contains("<MEMORY><![CDATA[128]]></MEMORY>").doesNotContain("<ERROR>");
        done("one.vm.resize", id, "VCPU=3", true);
        assertThat(info()).contains("RESIZE: cannot set VCPU to 3, which is higher than VCPU_MAX 2]]></ERROR>");
        done("one.vm.resize", id, "MEMORY=256", true);
        assertThat(info())
                .contains("RESIZE: cannot set MEMORY to 256,", "<MEMORY><![CDATA[128]]>", "<VCPU><![CDATA[2]]>");
    }

    @Test
    void driversWithoutLiveResizeAndPinnedVmsRefuseIt() {
        int fixed = running(ONE + "ONEMACHINE_LIVE_RESIZE=NO");
        refused("Hotplug resize not supported by driver devcloud", "one.vm.resize", fixed, "MEMORY=128", true);
        act("poweroff", fixed, VmState.POWEROFF);
        assertThat(cloud.call("one.vm.resize", fixed, "MEMORY=128", true).success())
                .isTrue();
        int pinned = running(ONE + "TOPOLOGY=[PIN_POLICY=CORE]");
        refused("Cannot resize a pinned VM", "one.vm.resize", pinned, "VCPU=2", true);
        act("poweroff", pinned, VmState.POWEROFF);
        assertThat(cloud.call("one.vm.resize", pinned, "VCPU=2 CPU=7", true).success())
                .isTrue();
        assertThat(cloud.call("one.vm.info", pinned).text()).contains("<CPU><![CDATA[2]]></CPU>");
    }

    @Test
    void roomAndSignsAreCheckedAndOnlyAdministratorsMayOvercommit() {
        refused("MEMORY must be a positive integer value.", 8192, "one.vm.resize", id, "MEMORY=\"-1\"", true);
        refused("Not enough CPU: 900/800", "one.vm.resize", id, "CPU=9 MEMORY=99999999", true);
        assertThat(cloud.call("one.vm.resize", id, "CPU=9", false).success()).isTrue();
        cloud.awaitState(id, VmState.RUNNING);
        assertThat(cloud.call("one.vm.resize", id, "CPU=1", true).success()).isTrue();
        cloud.awaitState(id, VmState.RUNNING);
        assertThat(cloud.call("one.vm.resize", id, "CPU=1", true).success())
                .as("nothing to resize")
                .isTrue();
        assertThat(cloud.state(id)).isEqualTo(VmState.RUNNING);
    }

    @ParameterizedTest
    @CsvSource({"RUNNING, 62, grow 0 0 200", "POWEROFF, 63, grow 0 0 200 off", "UNDEPLOYED, 64, grow 0 0 200 off"})
    void aDiskGrowsAndTheVmIsBackInItsState(VmState state, int meanwhile, String operation) {
        bring(state);
        cloud.transition().close();
        assertThat(cloud.call("one.vm.diskresize", id, 1, "200").id()).isEqualTo(id);
        assertThat(info()).contains("<LCM_STATE>" + meanwhile + "</LCM_STATE>", "<SIZE_PREV><![CDATA[100]]>");
        cloud.transition().open();
        cloud.awaitState(id, state);
        assertThat(info()).contains("<SIZE><![CDATA[200]]></SIZE>").doesNotContain("SIZE_PREV");
        assertThat(cloud.hypervisor().operations()).contains(operation);
        cloud.faults().add("vm.disk-resize", Optional.empty(), new Effect.Fail("no space left"), 1);
        assertThat(cloud.call("one.vm.diskresize", id, 0, "5000").success()).isTrue();
        await().until(() -> info().contains("RESIZEDISK: no space left]]></ERROR>"));
        cloud.awaitState(id, state);
        assertThat(info()).contains("<SIZE><![CDATA[1024]]></SIZE>").doesNotContain("5000");
    }

    @Test
    void onlyLargerSizesOfDisksThatExistAreTaken() {
        refused("VM disk does not exist", "one.vm.diskresize", id, 7, "5000");
        refused("Disk SIZE is not a valid integer", "one.vm.diskresize", id, 0, "5G");
        refused("New disk size has to be greater than current one", "one.vm.diskresize", id, 0, "1024");
        done("one.vm.disksnapshotcreate", id, 0, "d");
        done("one.vm.diskresize", id, 0, "2000");
        assertThat(info()).as("a disk with snapshots grows too").contains("<SIZE><![CDATA[2000]]></SIZE>");
    }

    @Test
    void disksAndSnapshotsCountForTheQuotaOfDisks() {
        assertThat(cloud.call("one.user.quota", 3, "VM=[SYSTEM_DISK_SIZE=1300]").success())
                .isTrue();
        assertThat(cloud.call("one.vm.chown", id, 3, 1).success()).isTrue();
        String refusal = "User [3] : user [3] limit of 1300 reached for SYSTEM_DISK_SIZE quota in VM.";
        assertThat(cloud.callAs(BOB, "one.vm.diskresize", id, 0, "1224").success())
                .as("1324 in all")
                .isFalse();
        assertThat(cloud.callAs(BOB, "one.vm.diskresize", id, 0, "1124").success())
                .isTrue();
        cloud.awaitState(id, VmState.RUNNING);
        assertThat(cloud.callAs(BOB, "one.vm.disksnapshotcreate", id, 0, "x").text())
                .endsWith(refusal);
        assertThat(cloud.callAs(BOB, "one.vm.snapshotcreate", id, "x").id()).isZero();
        cloud.awaitState(id, VmState.RUNNING);
        TestCloud.Outcome second = cloud.callAs(BOB, "one.vm.snapshotcreate", id, "x");
        assertThat(second.text()).endsWith(refusal);
        assertThat(second.code()).isEqualTo(512);
        assertThat(cloud.callAs(BOB, "one.vm.snapshotdelete", id, 0).success()).isTrue();
        cloud.awaitState(id, VmState.RUNNING);
        assertThat(cloud.callAs(BOB, "one.vm.snapshotcreate", id, "x").success())
                .isTrue();
    }

    @Test
    void aSnapshotOfTheVmIsCreatedRevertedToAndDeleted() {
        cloud.transition().close();
        assertThat(cloud.call("one.vm.snapshotcreate", id, "").id()).isZero();
        assertThat(info())
                .contains(
                        "<LCM_STATE>24</LCM_STATE>",
                        "<SNAPSHOT><ACTION><![CDATA[CREATE]]></ACTION><ACTIVE><![CDATA[YES]]></ACTIVE>"
                                + "<HYPERVISOR_ID><![CDATA[]]></HYPERVISOR_ID><NAME><![CDATA[snapshot-0]]></NAME>");
        cloud.transition().open();
        cloud.awaitState(id, VmState.RUNNING);
        assertThat(info()).contains("<HYPERVISOR_ID><![CDATA[snap-0]]>").doesNotContain("<ACTION><![CDATA");
        assertThat(done("one.vm.snapshotcreate", id, "b").id()).isEqualTo(1);
        assertThat(done("one.vm.snapshotrevert", id, 0).id()).isEqualTo(id);
        assertThat(done("one.vm.snapshotdelete", id, 0).id()).isEqualTo(id);
        refused("Could not revert VM 0 to snapshot 0, it does not exist.", "one.vm.snapshotrevert", id, 0);
        refused("Could not delete snapshot 0 for VM 0, it does not exist.", "one.vm.snapshotdelete", id, 0);
        assertThat(cloud.hypervisor().operations())
                .containsExactly("boot 0", "keep 0 vm-0 ALL", "keep 0 vm-1 ALL", "revert 0 vm-0", "forget 0 vm-0");
        cloud.faults().add("vm.snapshot", Optional.empty(), new Effect.Fail("no space left"), 1);
        done("one.vm.snapshotcreate", id, "c");
        assertThat(info()).contains("SNAPSHOTCREATE: no space left]]></ERROR>").doesNotContain("<NAME><![CDATA[c]]>");
    }

    @Test
    void snapshotsOfTheVmOutliveItsRunWhereTheDriverKeepsThem() {
        int loses = running(ONE + "ONEMACHINE_KEEP_SNAPSHOTS=NO");
        for (int vm : new int[] {id, loses}) {
            assertThat(cloud.call("one.vm.snapshotcreate", vm, "s").success()).isTrue();
            cloud.awaitState(vm, VmState.RUNNING);
            act("poweroff", vm, VmState.POWEROFF);
        }
        assertThat(info()).contains("<SNAPSHOT_ID>");
        assertThat(cloud.call("one.vm.info", loses).text()).doesNotContain("<SNAPSHOT_ID>");
    }

    @ParameterizedTest
    @CsvSource({"RUNNING, 57, 59", "POWEROFF, 51, 53", "SUSPENDED, 54, 56"})
    void aSnapshotOfADiskIsCreatedAndDeletedInItsStates(VmState state, int creating, int deleting) {
        bring(state);
        cloud.transition().close();
        assertThat(cloud.call("one.vm.disksnapshotcreate", id, 0, "").id()).isZero();
        assertThat(info()).contains("<LCM_STATE>" + creating + "</LCM_STATE>", "<NEXT_SNAPSHOT><![CDATA[1]]>");
        cloud.transition().open();
        cloud.awaitState(id, state);
        assertThat(info())
                .contains(
                        "<DISK_SNAPSHOT_TOTAL_SIZE><![CDATA[1024]]>",
                        "<SNAPSHOT><ACTIVE><![CDATA[YES]]></ACTIVE><DATE>")
                .doesNotContain("DISK_SNAPSHOT_ACTIVE");
        cloud.transition().close();
        assertThat(cloud.call("one.vm.disksnapshotdelete", id, 0, 0).id()).isEqualTo(id);
        assertThat(info()).contains("<LCM_STATE>" + deleting + "</LCM_STATE>");
        cloud.transition().open();
        cloud.awaitState(id, state);
        assertThat(info()).contains("<DISK_SNAPSHOT_TOTAL_SIZE><![CDATA[0]]>").doesNotContain("<PARENT>");
        assertThat(cloud.hypervisor().operations()).contains("forget 0 disk-0-0");
    }

    @Test
    void aDiskGoesBackToASnapshotWithItsSizeAndTheNextOneDescendsFromIt() {
        refused("Snapshot does not exist", "one.vm.disksnapshotdelete", id, 0, 0);
        done("one.vm.disksnapshotcreate", id, 0, "a");
        done("one.vm.diskresize", id, 0, "3000");
        done("one.vm.disksnapshotcreate", id, 0, "b");
        act("poweroff", id, VmState.POWEROFF);
        refused("Disk id (0) or snapshot id (9) is not valid.", "one.vm.disksnapshotrevert", id, 0, 9);
        cloud.transition().close();
        assertThat(cloud.call("one.vm.disksnapshotrevert", id, 0, 0).id()).isEqualTo(id);
        assertThat(info()).contains("<LCM_STATE>52</LCM_STATE>");
        cloud.transition().open();
        cloud.awaitState(id, VmState.POWEROFF);
        assertThat(info()).contains("<SIZE><![CDATA[1024]]></SIZE><SOURCE>", "<CHILDREN><![CDATA[1]]></CHILDREN>");
        assertThat(cloud.call("one.vm.disksnapshotcreate", id, 0, "c").id()).isEqualTo(2);
        cloud.awaitState(id, VmState.POWEROFF);
        assertThat(info()).contains("<CHILDREN><![CDATA[1,2]]></CHILDREN>");
        refused("Cannot delete snapshot with more than one children", "one.vm.disksnapshotdelete", id, 0, 0);
        refused("VM disk does not exist", "one.vm.disksnapshotcreate", id, 5, "x");
        refused("Cannot make snapshots on disks of type: fs", "one.vm.disksnapshotcreate", id, 1, "x");
        refused("Snapshots are not supported on disks of type: fs", "one.vm.disksnapshotrevert", id, 1, 0);
        assertThat(cloud.hypervisor().operations()).contains("keep 0 disk-0-0 ROOT", "revert 0 disk-0-0 off");
    }

    @Test
    void theEarlierReleaseAnswersWithTheIdOfTheDiskOrSnapshot(@TempDir Path other) {
        cloud.close();
        cloud = TestCloud.in(other, Release.V6_8);
        id = running(ONE);
        assertThat(cloud.call("one.vm.diskresize", id, 1, "300").id()).isEqualTo(1);
    }

    @Test
    void everythingSurvivesARestartAndWhatWasInProgressIsSettled() {
        done("one.vm.snapshotcreate", id, "whole");
        done("one.vm.disksnapshotcreate", id, 0, "a");
        done("one.vm.disksnapshotcreate", id, 0, "b");
        String history = part(info(), "<HISTORY_RECORDS>", "</SEQ>");
        int resizing = running(ONE);
        int creating = running(ONE);
        int snapping = running(ONE);
        cloud.transition().close();
        assertThat(cloud.call("one.vm.resize", resizing, "MEMORY=80", true).success())
                .isTrue();
        assertThat(cloud.call("one.vm.snapshotcreate", creating, "half").success())
                .isTrue();
        assertThat(cloud.call("one.vm.disksnapshotcreate", snapping, 0, "half").success())
                .isTrue();
        String before = part(info(), "<SNAPSHOTS>", "</SNAPSHOTS>");
        cloud.goDown();
        cloud = TestCloud.in(folder);
        for (int vm : new int[] {id, resizing, creating, snapping}) {
            cloud.awaitState(vm, VmState.RUNNING);
        }
        assertThat(part(info(), "<SNAPSHOTS>", "</SNAPSHOTS>"))
                .isEqualTo(before)
                .contains("<![CDATA[b]]>");
        assertThat(info()).contains("<NAME><![CDATA[whole]]></NAME>", history);
        assertThat(cloud.call("one.vm.info", resizing).text())
                .contains("<MEMORY><![CDATA[80]]>")
                .doesNotContain("<RESIZE>");
        assertThat(cloud.call("one.vm.info", creating).text()).doesNotContain("half");
        assertThat(cloud.call("one.vm.info", snapping).text())
                .contains("<NEXT_SNAPSHOT><![CDATA[1]]>", "<DISK_SNAPSHOT_TOTAL_SIZE><![CDATA[0]]>")
                .doesNotContain("half", "DISK_SNAPSHOT_ACTIVE");
    }

    @Test
    void aGuestThatEndsDuringAChangeIsSeenPoweredOffAfterIt() {
        cloud.transition().close();
        assertThat(cloud.call("one.vm.snapshotcreate", id, "s").success()).isTrue();
        cloud.hypervisor().host(id).powerOffByItself();
        cloud.transition().open();
        cloud.awaitState(id, VmState.POWEROFF);
    }

    private static String part(String document, String from, String to) {
        int start = document.indexOf(from);
        return document.substring(start, document.indexOf(to, start));
    }

    private int running(String template) {
        int vm = cloud.call("one.vm.allocate", template, false).id();
        cloud.awaitState(vm, VmState.RUNNING);
        return vm;
    }

    private void bring(VmState state) {
        switch (state) {
            case POWEROFF -> act("poweroff", id, state);
            case UNDEPLOYED -> act("undeploy", id, state);
            case SUSPENDED -> act("suspend", id, state);
            default -> cloud.awaitState(id, state);
        }
    }

    private void act(String action, int vm, VmState then) {
        assertThat(cloud.call("one.vm.action", action, vm).success()).isTrue();
        cloud.awaitState(vm, then);
    }

    /** Makes a call that succeeds, and waits for its effect on the VM, which runs. */
    private TestCloud.Outcome done(String method, Object... arguments) {
        TestCloud.Outcome outcome = cloud.call(method, arguments);
        assertThat(outcome.success()).as("%s: %s", method, outcome).isTrue();
        cloud.awaitState(id, VmState.RUNNING);
        return outcome;
    }

    private void refused(String reason, String method, Object... arguments) {
        refused(reason, 2048, method, arguments);
    }

    private void refused(String reason, int code, String method, Object... arguments) {
        TestCloud.Outcome outcome = cloud.call(method, arguments);
        assertThat(outcome.success()).isFalse();
        assertThat(outcome.text()).isEqualTo("[" + method + "] " + reason);
        assertThat(outcome.code()).isEqualTo(code);
    }

    private String info() {
        return cloud.call("one.vm.info", id).text();
    }
}
