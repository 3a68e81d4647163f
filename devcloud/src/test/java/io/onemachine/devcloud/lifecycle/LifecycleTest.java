package io.onemachine.devcloud.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onemachine.devcloud.cloud.Release;
import io.onemachine.devcloud.cloud.VmState;
import io.onemachine.devcloud.fault.Effect;
import io.onemachine.devcloud.fault.Fault;
import io.onemachine.devcloud.testing.TestCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the states of VMs: on request, by themselves, after failures and when the cloud closes. */
final class LifecycleTest {

    private static final String ONE = "NAME=\"vm\" CPU=\"1\" MEMORY=\"64\" DISK=[IMAGE_ID=0] NIC=[NETWORK_ID=0]";

    @Test
    void aGuestThatPowersItselfOffIsSeenPoweredOffAndComesBack(@TempDir Path folder) {
        try (TestCloud cloud = TestCloud.in(folder)) {
            int id = running(cloud);
            cloud.hypervisor().host(id).powerOffByItself();
            cloud.awaitState(id, VmState.POWEROFF);
            act(cloud, "resume", id);
            cloud.awaitState(id, VmState.RUNNING);
            assertThat(cloud.hypervisor().operations()).containsExactly("boot 0", "boot 0");
        }
    }

    @Test
    void aGuestThatEndsWhileItIsShutDownIsNoFailure(@TempDir Path folder) {
        try (TestCloud cloud = TestCloud.in(folder)) {
            int id = running(cloud);
            cloud.transition().close();
            act(cloud, "terminate", id);
            cloud.hypervisor().host(id).powerOffByItself();
            cloud.transition().open();
            cloud.awaitState(id, VmState.DONE);
            assertThat(cloud.hypervisor().operations()).endsWith("shutdown 0", "discard 0");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "V6_8 | Cannot dispatch VM: No host meets capacity and SCHED_REQUIREMENTS: (CLUSTER_ID = 0) & !(PUBLIC_CLOUD",
                "V7_4 | Cannot dispatch VM: No host meets SCHED_REQUIREMENTS]]>"
            })
    void aVmThatNoHostFitsStaysPendingUntilItsRequirementsShrink(
            Release release, String message, @TempDir Path folder) {
        try (TestCloud cloud = TestCloud.in(folder, release)) {
            int id = cloud.call("one.vm.allocate", ONE + " SCHED_REQUIREMENTS=\"ID = 4711\"", false)
                    .id();
            await().until(() -> info(cloud, id).contains(message));
            assertThat(cloud.state(id)).isEqualTo(VmState.PENDING);
            assertThat(cloud.call("one.vm.update", id, "SCHED_REQUIREMENTS=\"ID = 0\"", 1)
                            .success())
                    .isTrue();
            cloud.awaitState(id, VmState.RUNNING);
        }
    }

    @Test
    void invalidRequirementsAreShownAndKeepTheVmWaiting(@TempDir Path folder) {
        try (TestCloud cloud = TestCloud.in(folder)) {
            int id = cloud.call("one.vm.allocate", ONE + " SCHED_REQUIREMENTS=\"ID = 0 &\"", false)
                    .id();
            await().until(() -> info(cloud, id)
                    .contains("Cannot dispatch VM: Error in SCHED_REQUIREMENTS: 'ID = 0 &', error: syntax error"));
            assertThat(cloud.state(id)).isEqualTo(VmState.PENDING);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "V6_8, No host with enough capacity to deploy the VM",
        "V7_4, Cannot dispatch VM to any Host. Check VM log for detailed reasons."
    })
    void aMachineThatWaitsForRoomIsPlacedWhenThereIsRoom(Release release, String message, @TempDir Path folder) {
        try (TestCloud cloud = TestCloud.in(folder, release)) {
            int big = cloud.call("one.vm.allocate", "CPU=8 MEMORY=64", false).id();
            cloud.awaitState(big, VmState.RUNNING);
            int waiting =
                    cloud.call("one.vm.allocate", "CPU=1 MEMORY=64", false).id();
            await().until(() -> info(cloud, waiting).contains(message));
            assertThat(cloud.state(waiting)).isEqualTo(VmState.PENDING);
            act(cloud, "terminate-hard", big);
            cloud.awaitState(waiting, VmState.RUNNING);
            assertThat(info(cloud, waiting)).contains("<SCHED_MESSAGE><![CDATA[]]></SCHED_MESSAGE>");
        }
    }

    @Test
    void everyRoundOfTheSchedulerNotesItsTimeWithTheReason(@TempDir Path folder) {
        try (TestCloud cloud = TestCloud.in(folder)) {
            int waiting = cloud.call("one.vm.allocate", ONE + " SCHED_REQUIREMENTS=\"ID = 4711\"", false)
                    .id();
            await().until(() -> info(cloud, waiting).contains("<SCHED_MESSAGE>"));
            String first = schedulerMessage(cloud, waiting);
            cloud.pass(Duration.ofSeconds(7));
            await().until(() -> !schedulerMessage(cloud, waiting).equals(first));
            String second = schedulerMessage(cloud, waiting);
            assertThat(first).matches("\\w{3} \\w{3} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d{4}: Cannot dispatch VM: .*");
            assertThat(second.substring(24)).isEqualTo(first.substring(24));
        }
    }

    private static String schedulerMessage(TestCloud cloud, int id) {
        String document = info(cloud, id);
        int from = document.indexOf("<SCHED_MESSAGE><![CDATA[") + "<SCHED_MESSAGE><![CDATA[".length();
        return document.substring(from, document.indexOf("]]>", from));
    }

    @Test
    void readyIsReportedWhenTheContextAsksForIt(@TempDir Path folder) {
        try (TestCloud cloud = TestCloud.in(folder)) {
            int silent = running(cloud);
            int asking = cloud.call("one.vm.allocate", ONE + " CONTEXT=[REPORT_READY=\"YES\"]", false)
                    .id();
            cloud.awaitState(asking, VmState.RUNNING);
            cloud.hypervisor().host(silent).becomeReady();
            cloud.hypervisor().host(asking).becomeReady();
            await().until(() -> info(cloud, asking).contains("<READY><![CDATA[YES]]></READY>"));
            assertThat(info(cloud, silent)).doesNotContain("<READY>");
        }
    }

    @Test
    void aSuspendedHostIsFrozenAndGoesOn(@TempDir Path folder) {
        try (TestCloud cloud = TestCloud.in(folder)) {
            int id = running(cloud);
            act(cloud, "suspend", id);
            cloud.awaitState(id, VmState.SUSPENDED);
            act(cloud, "resume", id);
            cloud.awaitState(id, VmState.RUNNING);
            assertThat(cloud.hypervisor().operations()).containsExactly("boot 0", "suspend 0", "resume 0");
        }
    }

    @Test
    void anUndeployedMachineComesBack(@TempDir Path folder) {
        try (TestCloud cloud = TestCloud.in(folder)) {
            int id = running(cloud);
            act(cloud, "undeploy", id);
            cloud.awaitState(id, VmState.UNDEPLOYED);
            act(cloud, "resume", id);
            cloud.awaitState(id, VmState.RUNNING);
            assertThat(cloud.hypervisor().operations()).containsExactly("boot 0", "shutdown 0", "boot 0");
        }
    }

    @Test
    void machinesThatRanRunAgainAfterAStop(@TempDir Path folder) {
        int runs;
        int off;
        int held;
        try (TestCloud cloud = TestCloud.in(folder)) {
            runs = running(cloud);
            off = running(cloud);
            held = cloud.call("one.vm.allocate", ONE, true).id();
            act(cloud, "poweroff", off);
            cloud.awaitState(off, VmState.POWEROFF);
        }
        try (TestCloud cloud = TestCloud.in(folder)) {
            cloud.awaitState(runs, VmState.RUNNING);
            assertThat(cloud.hypervisor().hasHost(runs)).isTrue();
            assertThat(cloud.state(off)).isEqualTo(VmState.POWEROFF);
            assertThat(cloud.state(held)).isEqualTo(VmState.HOLD);
            assertThat(info(cloud, runs)).contains("127.10.0.10");
            int next = running(cloud);
            assertThat(next).isEqualTo(held + 1);
            assertThat(info(cloud, next)).contains("127.10.0.13");
        }
    }

    @Test
    void transitionsInterruptedByAStopAreFinishedAtTheRestart(@TempDir Path folder) {
        int powersOff;
        int terminates;
        int stops;
        int boots;
        try (TestCloud cloud = TestCloud.in(folder)) {
            powersOff = running(cloud);
            terminates = running(cloud);
            stops = running(cloud);
            cloud.transition().close();
            act(cloud, "poweroff", powersOff);
            act(cloud, "terminate", terminates);
            act(cloud, "stop", stops);
            boots = cloud.call("one.vm.allocate", ONE, false).id();
            cloud.awaitState(boots, VmState.PROLOG);
            cloud.goDown();
        }
        try (TestCloud cloud = TestCloud.in(folder)) {
            cloud.awaitState(boots, VmState.RUNNING);
            cloud.awaitState(terminates, VmState.DONE);
            assertThat(cloud.state(powersOff)).isEqualTo(VmState.POWEROFF);
            assertThat(cloud.state(stops)).isEqualTo(VmState.STOPPED);
            assertThat(cloud.hypervisor().operations()).contains("discard " + terminates);
        }
    }

    @Test
    void aStepThatIsStuckGoesOnWhenTheFaultIsCleared(@TempDir Path folder) {
        try (TestCloud cloud = TestCloud.in(folder)) {
            Fault fault = cloud.faults().add("vm.prolog", Optional.of("vm"), new Effect.Stuck(), 1);
            int id = cloud.call("one.vm.allocate", ONE, false).id();
            cloud.awaitState(id, VmState.PROLOG);
            assertThat(cloud.call("one.vm.action", "terminate-hard", id).text()).contains("wrong state PROLOG");
            assertThat(cloud.faults().clear(fault.id())).isTrue();
            cloud.awaitState(id, VmState.RUNNING);
        }
    }

    @Test
    void aShutdownThatIsStuckIsCutShortByAHardOne(@TempDir Path folder) {
        try (TestCloud cloud = TestCloud.in(folder)) {
            int id = running(cloud);
            cloud.faults().add("vm.shutdown", Optional.empty(), new Effect.Stuck(), 1);
            act(cloud, "poweroff", id);
            await().until(() -> !cloud.faults().list().isEmpty());
            await().untilAsserted(() -> assertThat(cloud.faults().list()).allMatch(fault -> fault.remaining() == 0));
            act(cloud, "poweroff-hard", id);
            cloud.awaitState(id, VmState.POWEROFF);
        }
    }

    @Test
    void machinesFailAndVanishOnRequest(@TempDir Path folder) {
        try (TestCloud cloud = TestCloud.in(folder)) {
            cloud.faults().add("vm.prolog", Optional.empty(), new Effect.Fail("no image"), 1);
            int noImage = cloud.call("one.vm.allocate", ONE, false).id();
            cloud.awaitState(noImage, VmState.PROLOG_FAILURE);
            cloud.faults().add("vm.boot", Optional.empty(), new Effect.Fail("no power"), 1);
            int noPower = cloud.call("one.vm.allocate", ONE, false).id();
            cloud.awaitState(noPower, VmState.BOOT_FAILURE);
            assertThat(info(cloud, noPower)).contains("DEPLOY: no power]]></ERROR>");
            cloud.faults().add("vm.running", Optional.empty(), new Effect.Unknown(), 1);
            int unknown = cloud.call("one.vm.allocate", ONE, false).id();
            cloud.awaitState(unknown, VmState.UNKNOWN);
            act(cloud, "terminate-hard", noImage);
            act(cloud, "terminate-hard", noPower);
            act(cloud, "terminate-hard", unknown);
            cloud.awaitState(noImage, VmState.DONE);
            cloud.awaitState(noPower, VmState.DONE);
            cloud.awaitState(unknown, VmState.DONE);
            assertThat(cloud.call("one.vn.info", 0).text()).contains("<USED_LEASES>0</USED_LEASES>");
        }
    }

    private static int running(TestCloud cloud) {
        int id = cloud.call("one.vm.allocate", ONE, false).id();
        cloud.awaitState(id, VmState.RUNNING);
        return id;
    }

    private static void act(TestCloud cloud, String action, int id) {
        assertThat(cloud.call("one.vm.action", action, id).success()).isTrue();
    }

    private static String info(TestCloud cloud, int id) {
        return cloud.call("one.vm.info", id).text();
    }
}
