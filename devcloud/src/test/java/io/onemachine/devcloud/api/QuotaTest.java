package io.onemachine.devcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.devcloud.cloud.VmState;
import io.onemachine.devcloud.testing.TestCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the quotas of users and groups and the defaults, their use, and who may see and set them. */
final class QuotaTest {

    private static final String ALICE = "alice:alicepw";
    private static final String BOB = "bob:bobpw";
    private static final String SMALL = "CPU=\"0.1\" MEMORY=\"64\" ";
    private static final int USERS = 1;

    @TempDir
    private Path folder;

    private TestCloud cloud;

    @BeforeEach
    void start() {
        cloud = TestCloud.in(folder);
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void aUserWithoutLimitsSeesWhatIsUsed() {
        assertThat(info(BOB)).contains("<VM_QUOTA></VM_QUOTA>");
        allocate(BOB, SMALL + "DISK=[SIZE=100,TYPE=fs]");
        assertThat(info(BOB))
                .contains(
                        "<DATASTORE_QUOTA></DATASTORE_QUOTA><NETWORK_QUOTA></NETWORK_QUOTA><VM_QUOTA><VM>"
                                + "<CPU><![CDATA[-1]]></CPU><CPU_USED><![CDATA[0.1]]></CPU_USED>",
                        "<MEMORY><![CDATA[-1]]></MEMORY><MEMORY_USED><![CDATA[64]]></MEMORY_USED>",
                        "<SYSTEM_DISK_SIZE_USED><![CDATA[100]]></SYSTEM_DISK_SIZE_USED>",
                        "<VMS><![CDATA[-1]]></VMS><VMS_USED><![CDATA[1]]></VMS_USED></VM></VM_QUOTA>"
                                + "<IMAGE_QUOTA></IMAGE_QUOTA><DEFAULT_USER_QUOTAS>");
    }

    @Test
    void stoppedVmsCountButNotAsRunning() {
        assertThat(cloud.call("one.user.quota", 3, "VM=[RUNNING_VMS=1]").success())
                .isTrue();
        int first = allocate(BOB, SMALL);
        assertThat(refusal(BOB, SMALL)).endsWith("user [3] limit of 1 reached for RUNNING_VMS quota in VM.");
        cloud.awaitState(first, VmState.RUNNING);
        act(BOB, "poweroff", first);
        cloud.awaitState(first, VmState.POWEROFF);
        assertThat(info(BOB)).contains("<RUNNING_VMS_USED><![CDATA[0]]>", "<VMS_USED><![CDATA[1]]>");

        allocate(BOB, SMALL);
        assertThat(cloud.callAs(BOB, "one.vm.action", "resume", first).text())
                .contains("limit of 1 reached for RUNNING_VMS quota in VM.");
    }

    @Test
    void disksOfVmsHaveAQuotaAndARefusedVmKeepsNoLease() {
        assertThat(cloud.call("one.user.quota", 3, "VM=[SYSTEM_DISK_SIZE=150]").success())
                .isTrue();
        allocate(BOB, SMALL + "DISK=[SIZE=100,TYPE=fs]");
        assertThat(refusal(BOB, SMALL + "DISK=[SIZE=100,TYPE=fs]"))
                .endsWith("limit of 150 reached for SYSTEM_DISK_SIZE quota in VM.");
        assertThat(cloud.call("one.vn.info", 0).text()).contains("<USED_LEASES>0</USED_LEASES>");
    }

    @Test
    void aGroupsQuotaCountsForAllItsUsersTogether() {
        assertThat(cloud.call("one.group.quota", USERS, "VM=[VMS=2]").success()).isTrue();
        allocate(ALICE, SMALL);
        allocate(BOB, SMALL);
        assertThat(refusal(BOB, SMALL))
                .isEqualTo("[one.vm.allocate] User [3] : group [1] limit of 2 reached for VMS quota in VM.");
        assertThat(cloud.callAs(BOB, "one.group.info", -1).text())
                .startsWith("<GROUP><ID>1</ID><NAME>users</NAME><TEMPLATE></TEMPLATE>"
                        + "<USERS><ID>2</ID><ID>3</ID></USERS><ADMINS></ADMINS>")
                .contains("<VMS><![CDATA[2]]></VMS><VMS_USED><![CDATA[2]]></VMS_USED>", "<DEFAULT_GROUP_QUOTAS>");
        assertThat(cloud.call("one.vm.allocate", SMALL, false).success())
                .as("the administrators' group has no limit")
                .isTrue();
    }

    @Test
    void theDefaultCountsForThoseWithoutALimitOfTheirOwn() {
        assertThat(cloud.call("one.userquota.update", "VM=[VMS=0]").text())
                .startsWith("<DEFAULT_USER_QUOTAS>")
                .contains("<VMS><![CDATA[0]]></VMS>");
        assertThat(refusal(BOB, SMALL)).endsWith("user [3] limit of 0 reached for VMS quota in VM.");
        assertThat(info(BOB)).contains("<DEFAULT_USER_QUOTAS>", "<VMS><![CDATA[0]]></VMS>");

        assertThat(cloud.call("one.user.quota", 3, "VM=[VMS=-2]").success()).isTrue();
        allocate(BOB, SMALL);
        assertThat(refusal(ALICE, SMALL)).endsWith("user [2] limit of 0 reached for VMS quota in VM.");

        assertThat(cloud.call("one.groupquota.update", "VM=[VMS=1]").success()).isTrue();
        assertThat(refusal(BOB, SMALL)).endsWith("group [1] limit of 1 reached for VMS quota in VM.");
    }

    @Test
    void onlyTheAdministratorSetsQuotasOfGroupsAndSeesOtherGroups() {
        assertThat(cloud.callAs(BOB, "one.group.quota", USERS, "VM=[VMS=9]").code())
                .isEqualTo(512);
        assertThat(cloud.callAs(BOB, "one.userquota.update", "VM=[VMS=9]").code())
                .isEqualTo(512);
        assertThat(cloud.callAs(BOB, "one.groupquota.update", "VM=[VMS=9]").code())
                .isEqualTo(512);
        assertThat(cloud.callAs(BOB, "one.group.info", 0).text())
                .isEqualTo("[one.group.info] User [3] : Not authorized to perform USE GROUP [0].");
        assertThat(cloud.call("one.group.info", 7).text()).isEqualTo("[one.group.info] Error getting group [7].");
        assertThat(cloud.call("one.group.quota", USERS, "VM=[VMS=many]").text()).contains("VMS: it must be a number");
        assertThat(cloud.call("one.group.quota", USERS, "VM=[VMS=-3]").text()).contains("VMS: it must be a number");
    }

    @Test
    void quotasSurviveARestart() {
        cloud.call("one.user.quota", 3, "VM=[RUNNING_CPU=2.5]");
        cloud.call("one.group.quota", USERS, "VM=[VMS=5]");
        cloud.call("one.userquota.update", "VM=[MEMORY=512]");
        cloud.call("one.groupquota.update", "VM=[CPU=9]");
        String user = info(BOB);
        String group = cloud.call("one.group.info", USERS).text();
        cloud.close();
        cloud = TestCloud.in(folder);

        assertThat(info(BOB)).isEqualTo(user).contains("<RUNNING_CPU><![CDATA[2.5]]>", "<MEMORY><![CDATA[512]]>");
        assertThat(cloud.call("one.group.info", USERS).text())
                .isEqualTo(group)
                .contains("<VMS><![CDATA[5]]>", "<CPU><![CDATA[9]]>");
    }

    @Test
    void aCloudOfAnEarlierVersionIsReadWithItsThreeLimits() throws IOException {
        cloud.close();
        Path objects = folder.resolve("objects.json");
        String now = Files.readString(objects);
        String before = now.replaceAll(",\"quotas\":.*\\}\\}\\}\\}", "}")
                .replace("\"quota\":{}", "\"quota\":{\"vms\":3,\"memory\":-1,\"cpu\":4.0}");
        assertThat(before).doesNotContain("quotas").contains("\"vms\":3");
        Files.writeString(objects, before);
        cloud = TestCloud.in(folder);

        assertThat(info(BOB)).contains("<VMS><![CDATA[3]]>", "<MEMORY><![CDATA[-1]]>", "<CPU><![CDATA[4]]>");
        assertThat(cloud.call("one.group.info", USERS).text()).contains("<VM_QUOTA></VM_QUOTA>");
    }

    private String info(String session) {
        return cloud.callAs(session, "one.user.info", -1).text();
    }

    private int allocate(String session, String template) {
        return cloud.callAs(session, "one.vm.allocate", template, false).id();
    }

    private String refusal(String session, String template) {
        TestCloud.Outcome outcome = cloud.callAs(session, "one.vm.allocate", template, false);
        assertThat(outcome.code()).isEqualTo(512);
        return outcome.text();
    }

    private void act(String session, String action, int id) {
        assertThat(cloud.callAs(session, "one.vm.action", action, id).success()).isTrue();
    }
}
