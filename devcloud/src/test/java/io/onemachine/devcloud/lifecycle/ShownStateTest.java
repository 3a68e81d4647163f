package io.onemachine.devcloud.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.devcloud.cloud.ReportedState;
import io.onemachine.devcloud.cloud.VmState;
import io.onemachine.devcloud.testing.TestCloud;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests VMs with an overridden state: their answers to calls, and how the override ends. */
final class ShownStateTest {

    private static final int ACTIVE = 3;

    @TempDir
    private Path folder;

    private TestCloud cloud;
    private int id;

    @BeforeEach
    void start() {
        cloud = TestCloud.in(folder);
        id = cloud.call("one.vm.allocate", "CPU=1 MEMORY=64 DISK=[IMAGE_ID=0]", false)
                .id();
        cloud.awaitState(id, VmState.RUNNING);
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void documentsAndListsHaveTheStateThatIsShown() {
        show(ACTIVE, 69);
        assertThat(cloud.call("one.vm.info", id).text()).contains("<STATE>3</STATE><LCM_STATE>69</LCM_STATE>");
        show(11, 0);
        assertThat(cloud.call("one.vmpool.info", -2, -1, -1, 11).text())
                .contains("<ID>" + id + "</ID>", "<STATE>11</STATE><LCM_STATE>0</LCM_STATE>");
        assertThat(cloud.call("one.vmpool.info", -2, -1, -1, ACTIVE).text()).isEqualTo("<VM_POOL></VM_POOL>");
        show(6, 0);
        assertThat(cloud.call("one.vmpool.info", -2, -1, -1, -1).text()).isEqualTo("<VM_POOL></VM_POOL>");
        assertThat(cloud.call("one.vmpool.infoset", Integer.toString(id), true).text())
                .isEqualTo("<VM_POOL></VM_POOL>");
    }

    @Test
    void anActionThatTheStateDoesNotAllowIsRefusedByTheStatesName() {
        show(ACTIVE, 62);
        refused("poweroff", "This action is not available for state DISK_RESIZE");
        refused("terminate-hard", "Could not terminate VM " + id + ", wrong state DISK_RESIZE.");
        show(ACTIVE, 99);
        refused("reboot", "This action is not available for state LCM_STATE 99");
        show(8, 0);
        refused("poweroff", "This action is not available for state POWEROFF");
        show(ACTIVE, 2);
        assertThat(cloud.call("one.vm.resize", id, "CPU=2", true).text()).endsWith("Cannot resize a VM in state BOOT");
        assertThat(cloud.call("one.vm.updateconf", id, "CONTEXT=[A=1]").text())
                .endsWith("This action is not available for state BOOT");
        assertThat(cloud.state(id)).as("what it really does").isEqualTo(VmState.RUNNING);
    }

    @Test
    void anActionThatTheStateAllowsLetsTheMachineShowItsOwnAgain() {
        show(8, 0);
        act("resume");
        assertThat(cloud.call("one.vm.info", id).text()).contains("<STATE>3</STATE><LCM_STATE>3</LCM_STATE>");
        assertThat(cloud.hypervisor().operations()).as("it ran all the time").containsExactly("boot 0");
    }

    @Test
    void aMachineThatShowsAFailureCanBeTerminated() {
        for (int failure : new int[] {37, 40, 50, 61}) {
            show(ACTIVE, failure);
            refused("resume", "This action is not available for state");
        }
        act("terminate-hard");
        cloud.awaitState(id, VmState.DONE);
        assertThat(cloud.call("one.vm.info", id).text()).contains("<STATE>6</STATE>");
    }

    @Test
    void anOverrideSurvivesARestart() {
        show(10, 0);
        // The control interface saves the VM; here a change of it does.
        assertThat(cloud.call("one.vm.update", id, "A=1", 1).success()).isTrue();
        cloud.close();
        cloud = TestCloud.in(folder);
        cloud.awaitState(id, VmState.RUNNING);
        assertThat(cloud.call("one.vm.info", id).text()).contains("<STATE>10</STATE><LCM_STATE>0</LCM_STATE>");
        cloud.cloud().locked(() -> cloud.cloud().vm(id).clearOverride());
        assertThat(cloud.call("one.vm.info", id).text()).contains("<STATE>3</STATE><LCM_STATE>3</LCM_STATE>");
    }

    private void show(int state, int lcmState) {
        cloud.cloud().locked(() -> cloud.cloud().vm(id).overrideState(new ReportedState(state, lcmState)));
    }

    private void refused(String action, String reason) {
        TestCloud.Outcome outcome = cloud.call("one.vm.action", action, id);
        assertThat(outcome.code()).isEqualTo(2048);
        assertThat(outcome.text()).contains("Error performing action \"" + action + "\": " + reason);
    }

    private void act(String action) {
        assertThat(cloud.call("one.vm.action", action, id).success()).isTrue();
    }
}
