package io.onemachine.devcloud.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.devcloud.cloud.Release;
import io.onemachine.devcloud.cloud.VmState;
import io.onemachine.devcloud.testing.RecordedObjects;
import io.onemachine.devcloud.testing.TestCloud;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replays, as {@link ReplayTest} does, the captures of a front end of release 7.4: the life of one VM with a lease. */
final class Replay74Test {

    private static final String CLUSTER =
            "its cluster is another one, and the network has neither gateway nor name server";

    /** Methods that this cloud does not have. */
    private static final Set<String> WITHOUT_COUNTERPART = Set.of("vm.deploy");

    @Test
    void everyRecordedRequestIsAnsweredAsTheRealFrontEndDid(@TempDir Path folder) {
        try (TestCloud cloud = TestCloud.in(folder, Release.V7_4, RecordedObjects::of74)) {
            Captures captures = new Captures(cloud);
            beforeAnyMachine(captures);
            planned(cloud, captures);
            changed(cloud, captures);
            ended(cloud, captures);
            Set<String> rest = new TreeSet<>(captures.names());
            rest.removeAll(captures.compared());
            System.out.println("replay of 7.4: " + captures.compared().size() + " answers compared, "
                    + captures.partly().size() + " of them in part");
            captures.partly().forEach((name, reason) -> System.out.println("  in part: " + name + ": " + reason));
            assertThat(rest).containsExactlyInAnyOrderElementsOf(WITHOUT_COUNTERPART);
        }
    }

    private static void beforeAnyMachine(Captures captures) {
        captures.replay("system.version", "unknown_method", "template.info", "image.info", "vm.info_missing");
        captures.replayPartly("user.info", "that user had a login token", "USER/TEMPLATE/TOKEN_PASSWORD");
        captures.replayPartly("group.info", "that group had another member", "GROUP/USERS/ID");
        captures.replayPartly(
                "vmgrouppool.info", "another group", "text:NAME", "VM_GROUP_POOL/VM_GROUP/ROLES/ROLE/POLICY");
        captures.replayPartly(
                "secgrouppool.info",
                "other rules",
                "SECURITY_GROUP_POOL/SECURITY_GROUP/TEMPLATE",
                "text:OWNER_A",
                "SECURITY_GROUP_POOL/SECURITY_GROUP/NAME");
        captures.replayAdapted(
                "vn.info",
                CLUSTER,
                document -> document.replace("<ID>100</ID>", "<ID>0</ID>"),
                "VNET/TEMPLATE/DNS",
                "VNET/TEMPLATE/GATEWAY");
        captures.replayAdapted(
                "hostpool.info",
                "one host of three, of another computer, with PCI and NUMA devices",
                document -> "<HOST_POOL>" + document.substring(document.lastIndexOf("<HOST>")),
                "HOST_POOL/HOST/ID",
                "HOST_POOL/HOST/NAME",
                "HOST_POOL/HOST/HOST_SHARE/PCI_DEVICES",
                "HOST_POOL/HOST/HOST_SHARE/NUMA_NODES");
        captures.replayAdapted(
                "datastorepool.info",
                "it had one for backups, other clusters and images",
                document -> "<DATASTORE_POOL>" + document.substring(document.indexOf("<DATASTORE><ID>2</ID>")),
                "DATASTORE_POOL/DATASTORE/CLUSTERS",
                "DATASTORE_POOL/DATASTORE/IMAGES/ID",
                "text:TYPE");
    }

    private static void planned(TestCloud cloud, Captures captures) {
        cloud.placement().close();
        captures.replay("vm.allocate");
        vm(captures, "vm.info_just_allocated");
        cloud.placement().open();
        cloud.awaitState(552, VmState.RUNNING);
        vm(captures, "vm.info_running_lease");
        vm(captures, "vmpool.infoextended", "VM_POOL/");
        vm(captures, "vmpool.infoset", "VM_POOL/");
        assertThat(cloud.call("one.vm.schedadd", 552, "SCHED_ACTION=[ACTION=\"poweroff\",TIME=\"4102444800\"]")
                        .id())
                .as("numbers are the cloud's own")
                .isEqualTo(1);
        captures.compared("vm.schedadd");
        vm(captures, "vm.info_two_schedules");
        assertThat(cloud.call(
                                "one.vm.schedupdate",
                                552,
                                0,
                                "SCHED_ACTION=[ACTION=\"terminate-hard\",TIME=\"4102441200\"]")
                        .id())
                .isZero();
        captures.compared("vm.schedupdate");
        vm(captures, "vm.info_schedule_updated");
        assertThat(cloud.call("one.vm.scheddelete", 552, 0).id()).isEqualTo(552);
        captures.compared("vm.scheddelete");
    }

    private static void changed(TestCloud cloud, Captures captures) {
        captures.replay("vm.rename");
        change(cloud, captures, "vm.resize_running");
        vm(captures, "vm.info_after_resize_running");
        change(cloud, captures, "vm.diskresize");
        vm(captures, "vm.info_after_diskresize");
        change(cloud, captures, "vm.snapshotcreate");
        vm(captures, "vm.info_with_snapshot");
        change(cloud, captures, "vm.snapshotrevert");
        change(cloud, captures, "vm.snapshotdelete");
        change(cloud, captures, "vm.snapshotdelete_missing");
        change(cloud, captures, "vm.disksnapshotcreate");
        vm(captures, "vm.info_with_disk_snapshot");
        captures.replay("vm.update_append", "vm.resize_too_large");
    }

    /** Replays a call whose effect takes time, and waits for it. */
    private static void change(TestCloud cloud, Captures captures, String name) {
        captures.replay(name);
        cloud.awaitState(552, VmState.RUNNING);
    }

    private static void ended(TestCloud cloud, Captures captures) {
        captures.replay("vm.action_poweroff");
        cloud.awaitState(552, VmState.POWEROFF);
        vm(captures, "vm.info_poweroff");
        captures.replay("vm.resize_poweroff");
        vm(captures, "vm.info_after_resize_poweroff");
        captures.replay("vm.action_terminate");
        cloud.awaitState(552, VmState.DONE);
        vm(captures, "vm.info_done");
    }

    private static void vm(Captures captures, String name) {
        vm(captures, name, "");
    }

    private static void vm(Captures captures, String name, String pool) {
        captures.replayAdapted(
                name,
                CLUSTER,
                Replay74Test::withNumbersOfThisCloud,
                pool + "VM/TEMPLATE/NIC/GATEWAY",
                "text:PORT",
                "text:ETH0_GATEWAY");
    }

    private static String withNumbersOfThisCloud(String document) {
        return document.replace("CLUSTER_ID = 100", "CLUSTER_ID = 0")
                .replace("@> 100", "@> 0")
                .replace("<ID>13</ID>", "<ID>0</ID>")
                .replace("<ID>14</ID>", "<ID>1</ID>");
    }
}
