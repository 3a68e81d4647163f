package io.onemachine.devcloud.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onemachine.devcloud.cloud.Release;
import io.onemachine.devcloud.cloud.VmState;
import io.onemachine.devcloud.fault.Effect;
import io.onemachine.devcloud.testing.RawAnswer;
import io.onemachine.devcloud.testing.RawHttp;
import io.onemachine.devcloud.testing.TestCloud;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sends every request that was sent to a real front end to this one, in the same order and with the same objects, and
 * compares the answers: values, error codes and texts exactly, documents element by element.
 */
final class ReplayTest {

    /** The prefix of captures without a counterpart here. */
    private static final String OTHER_DATABASE = "mysql.";

    private static final String OTHER_INSTALLATION = "the settings of that installation";

    @Test
    void everyRecordedRequestIsAnsweredAsTheRealFrontEndDid(@TempDir Path folder) {
        try (TestCloud cloud = TestCloud.in(folder, Release.V6_8)) {
            Captures captures = new Captures(cloud);
            beforeAnyMachine(cloud, captures);
            withOneMachine(cloud, captures);
            quotasAndPermissions(cloud, captures);
            aLife(cloud, captures);
            heldBack(cloud, captures);
            fromTemplates(cloud, captures);
            disksAndCards(cloud, captures);
            whatFails(cloud, captures);
            refusedAllocations(captures);
            report(captures);
        }
    }

    private static void beforeAnyMachine(TestCloud cloud, Captures captures) {
        captures.replay(
                "vmpool.info_empty",
                "bad_credentials",
                "bad_credentials_no_colon",
                "bad_credentials_system_version",
                "bad_credentials_unknown_user",
                "http_json_content_type",
                "http_no_content_type",
                "system.version",
                "too_few_arguments",
                "wrong_argument_type",
                "unknown_method",
                "user.info_missing",
                "template.info",
                "template.info_missing",
                "template.info_no_permission",
                "templatepool.info",
                "templatepool.info_as_alice",
                "templatepool.info_mine",
                "vm.info_missing",
                "vm.action_err_missing_vm",
                "vmpool.info_filter_name",
                "vmpool.info_filter_name_done",
                "vmpool.info_filter_name_done_any",
                "vmpool.info_filter_name_none",
                "vmpool.info_two_same_name",
                "vmpool.infoextended_filter_name");
        captures.replayPartly("user.info_self", "that user had a login token", "USER/TEMPLATE/TOKEN_PASSWORD");
        http(cloud, captures);
    }

    private static void http(TestCloud cloud, Captures captures) {
        RawAnswer get = RawHttp.send(cloud.port(), "GET /RPC2 HTTP/1.1\r\nHost: x\r\n\r\n", new byte[0]);
        assertThat(get.status()).isEqualTo(405);
        assertThat(get.body()).isEqualTo(captures.response("http_get"));
        captures.compared("http_get");

        RawAnswer other = RawHttp.post(cloud.port(), "/", captures.request("http_other_path"));
        assertThat(other.status()).isEqualTo(404);
        assertThat(other.body()).isEqualTo(captures.response("http_other_path"));
        captures.compared("http_other_path");

        RawAnswer malformed = RawHttp.post(cloud.port(), "/RPC2", captures.request("malformed_xml"));
        assertThat(malformed.bodyText())
                .contains("<i4>-503</i4>", "Call XML not a proper XML-RPC call.  Call is not valid XML.");
        captures.compared("malformed_xml");
    }

    private static void withOneMachine(TestCloud cloud, Captures captures) {
        // The pool had nine VMs that were DONE before.
        for (int id = 0; id < 9; id++) {
            String name = Map.of(
                            0, "t1", 1, "bobvm", 2, "life", 3, "held", 4, "tvm", 5, "tvm2", 6, "tvm2", 7, "x", 8, "dm")
                    .getOrDefault(id, "");
            running(cloud, name);
            end(cloud, id);
        }
        assertThat(running(cloud, "first")).isEqualTo(9);
        captures.replay("image.info", "imagepool.info", "vn.info", "vnpool.info", "vm.info_without_decrypt");
        captures.replayPartly(
                "hostpool.info",
                "another computer, with PCI and NUMA devices",
                "HOST_POOL/HOST/NAME",
                "HOST_POOL/HOST/HOST_SHARE/PCI_DEVICES",
                "HOST_POOL/HOST/HOST_SHARE/NUMA_NODES");
        captures.replay("datastorepool.info");
    }

    private static void quotasAndPermissions(TestCloud cloud, Captures captures) {
        captures.replay("user.quota_bob", "vm.allocate_err_quota_memory");
        cloud.placement().close();
        captures.replay(
                "vm.allocate_ok_bob_no_disk",
                "vmpool.info_as_bob",
                "vmpool.info_as_alice",
                "vm.allocate_err_quota_vms",
                "vm.info_no_permission",
                "vm.action_err_no_permission");
        cloud.placement().open();
        cloud.awaitState(10, VmState.RUNNING);
        end(cloud, 10);
    }

    private static void aLife(TestCloud cloud, Captures captures) {
        cloud.placement().close();
        captures.replay("vm.allocate_ok", "vm.info_just_allocated");
        cloud.placement().open();
        cloud.awaitState(11, VmState.RUNNING);
        captures.replay(
                "vm.info_running",
                "vmpool.info",
                "vmpool.info_mine_not_done",
                "vmpool.infoextended",
                "vmpool.infoset",
                "vm.action_err_resume_running",
                "vm.action_err_release_running",
                "vm.action_err_unknown_action",
                "vm.action_reboot",
                "vm.info_after_reboot_immediately",
                "vm.info_after_reboot",
                "vm.action_reboot-hard",
                "vm.info_after_reboot-hard_immediately",
                "vm.info_after_reboot-hard");
        captures.replayPartly(
                "vmpool.info_any_state",
                "the machines that were DONE before had had other lives",
                "VM_POOL/VM/TEMPLATE",
                "VM_POOL/VM/USER_TEMPLATE",
                "VM_POOL/VM/HISTORY_RECORDS",
                "text:UID",
                "text:GID",
                "text:UNAME",
                "text:GNAME");
        step(cloud, captures, "poweroff", VmState.POWEROFF);
        captures.replay(
                "vm.action_err_poweroff_when_poweroff",
                "vm.action_err_poweroff-hard_when_poweroff",
                "vm.action_err_reboot_when_poweroff");
        captures.replay("vm.action_resume");
        cloud.awaitState(11, VmState.RUNNING);
        captures.replay("vm.info_after_resume");
        step(cloud, captures, "poweroff-hard", VmState.POWEROFF);
        step(cloud, captures, "resume2", VmState.RUNNING);
        step(cloud, captures, "suspend", VmState.SUSPENDED);
        step(cloud, captures, "resume_suspended", VmState.RUNNING);
        step(cloud, captures, "stop", VmState.STOPPED);
        cloud.placement().close();
        captures.replay("vm.action_resume_stopped", "vm.info_after_resume_stopped_immediately");
        cloud.placement().open();
        cloud.awaitState(11, VmState.RUNNING);
        captures.replay("vm.info_after_resume_stopped");
        step(cloud, captures, "terminate-hard", VmState.DONE);
        captures.replay(
                "vm.info_done",
                "vm.action_err_poweroff_done",
                "vm.action_err_resume_done",
                "vm.action_ok_terminate-hard_when_done");
    }

    private static void heldBack(TestCloud cloud, Captures captures) {
        captures.replay("vm.allocate_ok_hold", "vm.info_hold", "vm.action_err_poweroff_hold");
        cloud.placement().close();
        captures.replay("vm.action_release", "vm.info_after_release_immediately");
        cloud.placement().open();
        cloud.awaitState(12, VmState.RUNNING);
        captures.replay("vm.info_after_release");
        cloud.transition().close();
        assertThat(cloud.call("one.vm.action", "poweroff", 12).success()).isTrue();
        captures.replay("vm.action_err_resume_while_shutting_down");
        cloud.transition().open();
        cloud.awaitState(12, VmState.POWEROFF);
        cloud.transition().close();
        captures.replay("vm.action_terminate_from_poweroff");
        captures.replayPartly(
                "vm.info_after_terminate_from_poweroff_immediately",
                "asked in the milliseconds before the state changed",
                "text:STATE",
                "text:LCM_STATE",
                "text:PREV_STATE",
                "text:PREV_LCM_STATE");
        cloud.transition().open();
        cloud.awaitState(12, VmState.DONE);
        captures.replay("vm.info_after_terminate_from_poweroff");
    }

    private static void fromTemplates(TestCloud cloud, Captures captures) {
        captures.replay("template.instantiate_ok");
        cloud.awaitState(13, VmState.RUNNING);
        captures.replay("vm.info_from_template");
        step(cloud, captures, "terminate", 13, VmState.DONE);
        captures.replay("template.instantiate_ok_extra");
        cloud.awaitState(14, VmState.RUNNING);
        captures.replay("vm.info_from_template_extra");
        captures.replay("template.instantiate_ok_same_name", "template.instantiate_ok_name_only");
        cloud.awaitState(15, VmState.RUNNING);
        cloud.awaitState(16, VmState.RUNNING);
        captures.replay(
                "template.instantiate_fault_name_and_hold_only",
                "template.instantiate_err_bad_extra",
                "template.instantiate_err_bad_network",
                "template.instantiate_err_missing",
                "template.instantiate_err_no_permission");
        end(cloud, 14);
        end(cloud, 15);
        end(cloud, 16);
    }

    private static void disksAndCards(TestCloud cloud, Captures captures) {
        captures.replay("vm.allocate_ok_docker_machine");
        cloud.awaitState(17, VmState.RUNNING);
        captures.replayPartly(
                "vm.info_docker_machine", "it had waited for room on the host", "VM/USER_TEMPLATE/SCHED_MESSAGE");
        captures.replay("vm.allocate_disk_size_larger");
        cloud.awaitState(18, VmState.RUNNING);
        captures.replay("vm.info_disk_size_larger", "vm.allocate_disk_size_smaller", "vm.allocate_volatile_disk");
        cloud.awaitState(19, VmState.RUNNING);
        captures.replay("vm.info_volatile_disk", "vm.allocate_two_nics");
        cloud.awaitState(20, VmState.RUNNING);
        captures.replay("vm.info_two_nics", "vm.allocate_no_nic");
        cloud.awaitState(21, VmState.RUNNING);
        captures.replay("vm.info_no_nic", "vm.allocate_no_name");
        cloud.awaitState(22, VmState.RUNNING);
        captures.replay("vm.info_no_name");
        end(cloud, 18);
        end(cloud, 19);
    }

    private static void whatFails(TestCloud cloud, Captures captures) {
        captures.replay("vm.allocate_ok_too_big_for_host");
        await().until(() -> cloud.call("one.vm.info", 23).text().contains("<SCHED_MESSAGE>"));
        captures.replay(
                "vm.info_pending_sched_message", "vm.action_err_poweroff_pending", "vm.action_terminate-hard_pending");

        cloud.hypervisor().failBoots("the host does not want to");
        captures.replay("vm.allocate_ok_deploy_fails");
        cloud.awaitState(24, VmState.BOOT_FAILURE);
        cloud.hypervisor().failBoots("");
        captures.replay(
                "vm.info_boot_failure",
                "vm.action_err_poweroff_boot_failure",
                "vm.action_err_resume_boot_failure",
                "vm.action_terminate-hard_boot_failure");

        String slow = "NAME=\"slow\"\nCPU=1\nMEMORY=512\nDISK=[IMAGE=\"Ubuntu 18.04\"]\nNIC=[NETWORK=\"public\"]\n";
        assertThat(cloud.call("one.vm.allocate", slow, false).id()).isEqualTo(25);
        cloud.awaitState(25, VmState.RUNNING);
        cloud.faults().add("vm.shutdown", Optional.of("slow"), new Effect.Fail("the guest does not answer"), 1);
        cloud.transition().close();
        assertThat(cloud.call("one.vm.action", "poweroff", 25).success()).isTrue();
        captures.replay(
                "vm.action_err_poweroff_while_shutting_down",
                "vm.action_err_terminate-hard_while_shutting_down",
                "vm.action_ok_poweroff-hard_while_shutting_down");
        cloud.transition().open();
        cloud.awaitState(25, VmState.RUNNING);
        captures.replay("vm.info_poweroff_failed");
    }

    private static void refusedAllocations(Captures captures) {
        captures.names().stream()
                .filter(name -> name.startsWith("vm.allocate_err_") && !name.contains("quota"))
                .forEach(captures::replay);
    }

    private static void report(Captures captures) {
        Set<String> rest = new TreeSet<>(captures.names());
        rest.removeAll(captures.compared());
        long otherDatabase =
                rest.stream().filter(name -> name.startsWith(OTHER_DATABASE)).count();
        rest.removeIf(name -> name.startsWith(OTHER_DATABASE));
        System.out.println("replay: " + captures.compared().size() + " answers compared, "
                + captures.partly().size() + " of them in part");
        captures.partly().forEach((name, reason) -> System.out.println("  in part: " + name + ": " + reason));
        System.out.println("  not compared: " + otherDatabase + " answers of a front end with a MySQL database");
        rest.forEach(name -> System.out.println("  not compared: " + name));
        assertThat(rest)
                .as(OTHER_INSTALLATION + ", and an answer from the milliseconds before a state changed")
                .containsExactly("system.config", "vm.info_after_resume_immediately");
    }

    private static void step(TestCloud cloud, Captures captures, String action, VmState last) {
        step(cloud, captures, action, 11, last);
    }

    /** Replays an action, the first state after it, and the last one. */
    private static void step(TestCloud cloud, Captures captures, String action, int vmId, VmState last) {
        cloud.transition().close();
        captures.replay("vm.action_" + action, "vm.info_after_" + action + "_immediately");
        cloud.transition().open();
        cloud.awaitState(vmId, last);
        captures.replay("vm.info_after_" + action);
    }

    private static int running(TestCloud cloud, String name) {
        int id = cloud.call("one.template.instantiate", 0, name, false, "", false)
                .id();
        cloud.awaitState(id, VmState.RUNNING);
        return id;
    }

    private static void end(TestCloud cloud, int id) {
        assertThat(cloud.call("one.vm.action", "terminate-hard", id).success()).isTrue();
        cloud.awaitState(id, VmState.DONE);
    }
}
