package io.onemachine.devcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.devcloud.cloud.VmState;
import io.onemachine.devcloud.testing.TestCloud;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the creation of VMs: leases, quotas, permissions, contextualization, restricted changes of templates. */
final class AllocationTest {

    private static final String BOB = "bob:bobpw";
    private static final String SMALL = "CPU=\"0.1\" MEMORY=\"64\" ";
    private static final String NIC = "NIC=[NETWORK=\"public\"] ";

    private TestCloud cloud;

    @BeforeEach
    void start(@TempDir Path folder) {
        cloud = TestCloud.in(folder);
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void aLeaseIsGivenBackWhenTheMachineIsDoneAndNotBefore() {
        int first = allocate(SMALL + NIC);
        int second = allocate(SMALL + NIC);
        assertThat(info(first)).contains("<IP><![CDATA[127.10.0.10]]></IP>");
        assertThat(info(second)).contains("<IP><![CDATA[127.10.0.11]]></IP>");

        cloud.awaitState(first, VmState.RUNNING);
        act("poweroff", first);
        cloud.awaitState(first, VmState.POWEROFF);
        assertThat(info(allocate(SMALL + NIC))).contains("<IP><![CDATA[127.10.0.12]]></IP>");

        act("terminate", first);
        cloud.awaitState(first, VmState.DONE);
        assertThat(info(allocate(SMALL + NIC))).contains("<IP><![CDATA[127.10.0.10]]></IP>");
    }

    @Test
    void anAddressThatWasAskedForIsLeasedOnce() {
        String fixed = SMALL + "NIC=[NETWORK_ID=0,IP=\"127.10.0.77\"]";
        assertThat(info(allocate(fixed))).contains("<IP><![CDATA[127.10.0.77]]></IP>", "02:00:7f:0a:00:4d");
        assertThat(cloud.call("one.vm.allocate", fixed, false).text()).contains("Cannot get IP/MAC lease");
        assertThat(cloud.call("one.vm.allocate", SMALL + "NIC=[NETWORK_ID=0,IP=\"x\"]", false)
                        .text())
                .contains("Cannot get IP/MAC lease");
    }

    @Test
    void aNetworkWithoutFreeAddressesFailsAndNothingStaysLeased() {
        for (int i = 0; i < 199; i++) {
            allocate(SMALL + NIC + "NAME=n" + i);
        }
        TestCloud.Outcome tooMany = cloud.call("one.vm.allocate", SMALL + NIC + NIC, false);
        assertThat(tooMany.text()).contains("Cannot get IP/MAC lease from virtual network 0.");
        assertThat(cloud.call("one.vn.info", 0).text()).contains("<USED_LEASES>199</USED_LEASES>");
        assertThat(cloud.call("one.vm.allocate", SMALL + NIC, false).success()).isTrue();
    }

    @Test
    void aQuotaIsFreedByTermination() {
        quotaOfBob("VMS=\"1\"");
        int id = cloud.callAs(BOB, "one.vm.allocate", SMALL, false).id();
        assertThat(cloud.callAs(BOB, "one.vm.allocate", SMALL, false).text())
                .isEqualTo("[one.vm.allocate] User [3] : user [3] limit of 1 reached for VMS quota in VM.");
        cloud.awaitState(id, VmState.RUNNING);
        assertThat(cloud.callAs(BOB, "one.vm.action", "terminate-hard", id).success())
                .isTrue();
        cloud.awaitState(id, VmState.DONE);
        assertThat(cloud.callAs(BOB, "one.vm.allocate", SMALL, false).success()).isTrue();
    }

    @Test
    void memoryAndCpuHaveQuotasThatARefusedMachineDoesNotUseUp() {
        quotaOfBob("MEMORY=\"100\",CPU=\"0.5\"");
        assertThat(cloud.callAs(BOB, "one.vm.allocate", "CPU=0.1 MEMORY=101", false)
                        .text())
                .contains("limit of 100 reached for MEMORY");
        assertThat(cloud.callAs(BOB, "one.vm.allocate", "CPU=0.6 MEMORY=1", false)
                        .text())
                .contains("limit of 0.5 reached for CPU");
        assertThat(cloud.callAs(BOB, "one.vm.allocate", "CPU=0.5 MEMORY=100", false)
                        .success())
                .isTrue();
        assertThat(cloud.callAs(BOB, "one.user.info", -1).text())
                .contains("<MEMORY_USED><![CDATA[100]]></MEMORY_USED>", "<CPU_USED><![CDATA[0.5]]></CPU_USED>");
    }

    @Test
    void onlyTheAdministratorSetsQuotasAndSeesOtherUsers() {
        assertThat(cloud.callAs(BOB, "one.user.quota", 3, "VM=[VMS=\"9\"]").code())
                .isEqualTo(512);
        assertThat(cloud.callAs(BOB, "one.user.info", 0).code()).isEqualTo(512);
        assertThat(cloud.call("one.user.info", 3).success()).isTrue();
    }

    @Test
    void otherUsersNeitherSeeNorTouchAMachine() {
        int id = allocate(SMALL);
        assertThat(cloud.callAs(BOB, "one.vm.info", id).code()).isEqualTo(512);
        assertThat(cloud.callAs(BOB, "one.vm.update", id, "A=1", 1).code()).isEqualTo(512);
        assertThat(cloud.callAs(BOB, "one.vm.rename", id, "mine").code()).isEqualTo(512);
        assertThat(cloud.callAs(BOB, "one.vmpool.info", -2, -1, -1, -1).text()).isEqualTo("<VM_POOL></VM_POOL>");
        assertThat(cloud.callAs(BOB, "one.vmpool.infoset", Integer.toString(id), true)
                        .text())
                .isEqualTo("<VM_POOL></VM_POOL>");
    }

    @Test
    void plainUsersMayNotSetRestrictedAttributes() {
        for (String attribute : List.of(
                "RAW=[DATA=\"x\"]",
                "EMULATOR=\"/bin/sh\"",
                "NIC=[MAC=\"02:00:00:00:00:01\"]",
                "CONTEXT=[FILES=\"/etc/shadow\"]")) {
            TestCloud.Outcome refused = cloud.callAs(BOB, "one.vm.allocate", SMALL + attribute, false);
            assertThat(refused.code()).as(attribute).isEqualTo(512);
            assertThat(refused.text()).as(attribute).contains("VM Template includes a restricted attribute");
        }
    }

    @Test
    void theContextIsResolved() {
        assertThat(cloud.call("one.user.update", 0, "SSH_PUBLIC_KEY=\"ssh-ed25519 AAAA me\"", 1)
                        .success())
                .isTrue();
        int id = allocate("NAME=web " + SMALL + "DISK=[IMAGE_ID=0] " + NIC
                + "CONTEXT=[NETWORK=\"YES\",SSH_PUBLIC_KEY=\"$USER[SSH_PUBLIC_KEY]\",SET_HOSTNAME=\"$NAME\",WHO=\"$UNAME-$VMID\","
                + "DNS=\"$NETWORK[DNS, NAME=\\\"public\\\"]\",NONE=\"$NOTHING\",START_SCRIPT=\"echo $HOME $NAME\"]");
        assertThat(info(id))
                .contains("<SSH_PUBLIC_KEY><![CDATA[ssh-ed25519 AAAA me]]>")
                .contains("<SET_HOSTNAME><![CDATA[web]]>")
                .contains("<WHO><![CDATA[oneadmin-" + id + "]]>")
                .contains("<DNS><![CDATA[127.10.0.1]]>")
                .contains("<NONE><![CDATA[]]>")
                .contains("<START_SCRIPT><![CDATA[echo $HOME $NAME]]>")
                .contains("<ETH0_IP><![CDATA[127.10.0.10]]>");
        cloud.awaitState(id, VmState.RUNNING);
        assertThat(cloud.hypervisor().host(id).spec().context())
                .containsEntry("SET_HOSTNAME", "web")
                .containsEntry("ETH0_IP", "127.10.0.10")
                .containsEntry("START_SCRIPT", "echo $HOME $NAME");
    }

    @Test
    void anAttributeGivenToATemplateReplacesAllOfItsName() {
        String extra =
                "NIC=[NETWORK_ID=0] NIC=[NETWORK_ID=0] DISK=[IMAGE_ID=0,SIZE=4096] DISK=[SIZE=50] MINE=\"yes\" GRAPHICS=[TYPE=\"spice\"]";
        int id = cloud.call("one.template.instantiate", 0, "many", false, extra, false)
                .id();
        String vm = info(id);
        assertThat(vm).contains("<NIC_ID><![CDATA[1]]>", "<SIZE><![CDATA[4096]]>", "<SIZE><![CDATA[50]]>");
        assertThat(vm).contains("<USER_TEMPLATE><MINE><![CDATA[yes]]></MINE></USER_TEMPLATE>");
        assertThat(vm).contains("<TYPE><![CDATA[spice]]>").doesNotContain("<LISTEN>");
        cloud.awaitState(id, VmState.RUNNING);
        assertThat(cloud.hypervisor().host(id).spec().volatileDisksMb()).containsExactly(50L);
    }

    @Test
    void textThatLooksLikeMarkupStaysText() {
        int id = allocate(SMALL + "NAME=\"a]]b\" NOTE=\"]] > <x/>\"");
        assertThat(info(id)).contains("<NAME>a]]b</NAME>", "<NOTE><![CDATA[]] > <x/>]]></NOTE>");
    }

    @Test
    void capacityIsChangedWhileTheMachineIsOffOrRunsAndThereIsRoom() {
        int id = allocate(SMALL);
        cloud.awaitState(id, VmState.RUNNING);
        assertThat(cloud.call("one.vm.resize", id, "CPU=\"8\"", true).success())
                .as("the whole host")
                .isTrue();
        cloud.awaitState(id, VmState.RUNNING);
        TestCloud.Outcome tooMany = cloud.call("one.vm.resize", id, "CPU=\"9\"", true);
        assertThat(tooMany.text()).isEqualTo("[one.vm.resize] Not enough CPU: 900/800");
        assertThat(tooMany.code()).isEqualTo(2048);
        assertThat(cloud.call("one.vm.resize", id, "MEMORY=\"99999\"", true).text())
                .isEqualTo("[one.vm.resize] Not enough memory: 102398976/16777216");
        assertThat(info(id)).contains("<CPU><![CDATA[8]]>");
        act("suspend", id);
        cloud.awaitState(id, VmState.SUSPENDED);
        assertThat(cloud.call("one.vm.resize", id, "CPU=\"1\"", true).text())
                .isEqualTo("[one.vm.resize] Cannot resize a VM in state SUSPENDED");
        act("resume", id);
        cloud.awaitState(id, VmState.RUNNING);
        act("poweroff", id);
        cloud.awaitState(id, VmState.POWEROFF);
        assertThat(cloud.call("one.vm.resize", id, "CPU=\"1\" MEMORY=\"none\"", true)
                        .text())
                .contains("MEMORY attribute must be");
        assertThat(cloud.call("one.vm.resize", id, "CPU=\"1\" MEMORY=\"128\"", true)
                        .success())
                .isTrue();
        assertThat(info(id)).contains("<CPU><![CDATA[1]]>", "<MEMORY><![CDATA[128]]>");
    }

    @Test
    void aMachineIsRenamedAnnotatedAndReconfigured() {
        int id = allocate(SMALL + "A=1 B=2");
        assertThat(cloud.call("one.vm.rename", id, "new name").success()).isTrue();
        assertThat(cloud.call("one.vm.rename", id, " ").success()).isFalse();
        assertThat(cloud.call("one.vm.update", id, "A=3", 1).success()).isTrue();
        assertThat(info(id)).contains("<NAME>new name</NAME>", "<A><![CDATA[3]]></A><B><![CDATA[2]]></B>");
        assertThat(cloud.call("one.vm.update", id, "C=4", 0).success()).isTrue();
        assertThat(info(id)).contains("<USER_TEMPLATE><C><![CDATA[4]]></C></USER_TEMPLATE>");
        assertThat(cloud.call("one.vm.updateconf", id, "CONTEXT=[KEY=\"$NAME\"] CPU=9")
                        .success())
                .isTrue();
        assertThat(info(id)).contains("<KEY><![CDATA[new name]]>").doesNotContain("<CPU><![CDATA[9]]>");
    }

    @Test
    void poolsAreSelectedByOwnerRangeStateAndPage() {
        int first = allocate(SMALL);
        int second = cloud.callAs(BOB, "one.vm.allocate", SMALL, false).id();
        int third = cloud.call("one.vm.allocate", SMALL, true).id();
        cloud.awaitState(first, VmState.RUNNING);
        cloud.awaitState(second, VmState.RUNNING);
        assertThat(ids("one.vmpool.info", -2, -1, -1, -1)).containsExactly(third, second, first);
        assertThat(ids("one.vmpool.info", -3, -1, -1, -1)).containsExactly(third, first);
        assertThat(ids("one.vmpool.info", 3, -1, -1, -1)).containsExactly(second);
        assertThat(ids("one.vmpool.info", -2, second, second, -1)).containsExactly(second);
        assertThat(ids("one.vmpool.info", -2, 1, -1, 2)).containsExactly(third);
        assertThat(ids("one.vmpool.info", -2, 1, -2, -1)).containsExactly(second, first);
        assertThat(ids("one.vmpool.infoset", third + ",99, " + first, false)).containsExactly(third, first);
    }

    @Test
    void newTemplatesCanBeCreatedAndInstantiated() {
        assertThat(cloud.call("one.template.allocate", "CPU=1").text()).contains("No NAME in template");
        int template =
                cloud.call("one.template.allocate", "NAME=\"mine\" " + SMALL).id();
        assertThat(cloud.call("one.template.info", template).text()).contains("<NAME>mine</NAME>");
        assertThat(cloud.call("one.template.instantiate", template, "").success())
                .isTrue();
    }

    @Test
    void namesAreThoseThatOpenNebulaTakes() {
        String longest = "n".repeat(128);
        assertThat(info(cloud.call("one.template.instantiate", 0, longest).id()))
                .contains("<NAME>" + longest + "</NAME>");
        var tooLong = cloud.call("one.template.instantiate", 0, longest + "n");
        assertThat(tooLong.code()).isEqualTo(16384);
        assertThat(tooLong.text()).contains("Invalid NAME, max length is 128 chars");
        assertThat(cloud.call("one.vm.allocate", "NAME=\"a/b\" " + SMALL).text())
                .contains("Invalid NAME, char '/' is not allowed");
    }

    @Test
    void answersToUserInputsReachTheContextAndQuestionsStay() {
        int template = cloud.call(
                        "one.template.allocate",
                        "NAME=\"asks\" " + SMALL + "CONTEXT=[TITLE=\"$BLOG_TITLE\",COUNT=\"$COUNT\"] "
                                + "USER_INPUTS=[BLOG_TITLE=\"M|text|The title\",COUNT=\"O|number|How many| |3\"]")
                .id();
        int answered = cloud.call("one.template.instantiate", template, "a", false, "BLOG_TITLE=\"Tea & more\"")
                .id();
        assertThat(info(answered))
                .contains(
                        "<TITLE><![CDATA[Tea & more]]></TITLE>",
                        "<COUNT><![CDATA[]]></COUNT>",
                        "<BLOG_TITLE><![CDATA[Tea & more]]></BLOG_TITLE>",
                        "<USER_INPUTS><BLOG_TITLE><![CDATA[M|text|The title]]></BLOG_TITLE>");
        // Clients ask for the answers: the front end creates the VM without them too.
        int silent = cloud.call("one.template.instantiate", template, "b").id();
        assertThat(info(silent)).contains("<TITLE><![CDATA[]]></TITLE>");
    }

    private List<Integer> ids(String method, Object... arguments) {
        return Pattern.compile("<VM><ID>(\\d+)</ID>")
                .matcher(cloud.call(method, arguments).text())
                .results()
                .map(match -> Integer.valueOf(match.group(1)))
                .toList();
    }

    private void quotaOfBob(String limits) {
        assertThat(cloud.call("one.user.quota", 3, "VM=[" + limits + "]").success())
                .isTrue();
    }

    private int allocate(String template) {
        return cloud.call("one.vm.allocate", template, false).id();
    }

    private String info(int id) {
        return cloud.call("one.vm.info", id).text();
    }

    private void act(String action, int id) {
        assertThat(cloud.call("one.vm.action", action, id).success()).isTrue();
    }
}
