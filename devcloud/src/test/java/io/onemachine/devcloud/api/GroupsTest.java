package io.onemachine.devcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.devcloud.testing.TestCloud;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests VM groups, security groups and the cluster. */
final class GroupsTest {

    private static final String BOB = "bob:bobpw";
    private static final String SMALL = "CPU=0.1 MEMORY=64 ";

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
    void aMachineIsInARoleOfAGroupAsLongAsItIsNotDone() {
        int id = allocate("VMGROUP=[VMGROUP_NAME=\"spread\",ROLE=\"host-spread\"]");
        assertThat(cloud.call("one.vm.info", id).text())
                .contains("<VMGROUP><ROLE><![CDATA[host-spread]]></ROLE><VMGROUP_ID><![CDATA[0]]></VMGROUP_ID>");
        assertThat(cloud.call("one.vmgroup.info", 0).text())
                .contains(
                        "<NAME>spread</NAME>",
                        "<NAME><![CDATA[host-spread]]></NAME><POLICY><![CDATA[ANTI_AFFINED]]></POLICY>"
                                + "<VMS><![CDATA[" + id + "]]></VMS></ROLE>");
        assertThat(cloud.call("one.vm.action", "terminate-hard", id).success()).isTrue();
        assertThat(cloud.callAs(BOB, "one.vmgrouppool.info", -2, -1, -1).text())
                .startsWith("<VM_GROUP_POOL><VM_GROUP><ID>0</ID>")
                .doesNotContain("<VMS>");
        assertThat(cloud.call("one.vmgroup.info", 7).text()).contains("Error getting vm group [7].");
    }

    @Test
    void aGroupOrRoleThatIsNotThereIsRefused() {
        assertThat(refusal("oneadmin:opennebula", "VMGROUP=[VMGROUP_ID=9,ROLE=\"host-spread\"]"))
                .endsWith("Cannot find VM Group to associate the VM");
        assertThat(refusal(BOB, "VMGROUP=[VMGROUP_NAME=\"spread\",ROLE=\"host-spread\"]"))
                .as("it is not bob's own")
                .endsWith("Cannot find VM Group to associate the VM");
        assertThat(refusal(BOB, "VMGROUP=[VMGROUP_NAME=\"spread\",VMGROUP_UID=0,ROLE=\"other\"]"))
                .endsWith("Role does not exist in VM Group");
        assertThat(refusal(BOB, "VMGROUP=[VMGROUP_ID=0]")).endsWith("Missing role name in VM Group definition");
    }

    @Test
    void aCardIsInTheSecurityGroupsItAsksForAndInTheDefault() {
        int id = allocate("NIC=[NETWORK=\"public\",SECURITY_GROUPS=\"100\"]");
        assertThat(cloud.call("one.vm.info", id).text())
                .contains(
                        "<SECURITY_GROUPS><![CDATA[0,100]]></SECURITY_GROUPS>",
                        "<RANGE><![CDATA[22,2376]]></RANGE><RULE_TYPE><![CDATA[INBOUND]]></RULE_TYPE>"
                                + "<SECURITY_GROUP_ID><![CDATA[100]]></SECURITY_GROUP_ID>"
                                + "<SECURITY_GROUP_NAME><![CDATA[docker]]></SECURITY_GROUP_NAME>");
        assertThat(cloud.call("one.secgroup.info", 100).text())
                .contains("<NAME>docker</NAME>", "<UPDATED_VMS><ID>" + id + "</ID></UPDATED_VMS>", "<RULE>");
        assertThat(cloud.callAs(BOB, "one.secgrouppool.info", -2, -1, -1).text())
                .startsWith("<SECURITY_GROUP_POOL><SECURITY_GROUP><ID>100</ID>")
                .contains("<NAME>default</NAME>");
        assertThat(refusal("oneadmin:opennebula", "NIC=[NETWORK=\"public\",SECURITY_GROUPS=\"0,5\"]"))
                .endsWith("Security group with ID: 5 does not exist");
        assertThat(cloud.call("one.vn.info", 0).text()).contains("<USED_LEASES>1</USED_LEASES>");
    }

    @Test
    void theClusterHasTheHostTheNetworksAndTheDatastores() {
        assertThat(cloud.call("one.clusterpool.info").text())
                .isEqualTo("<CLUSTER_POOL>" + cloud.call("one.cluster.info", 0).text() + "</CLUSTER_POOL>")
                .contains("<NAME>default</NAME><HOSTS><ID>0</ID></HOSTS>", "<VNETS><ID>0</ID></VNETS>");
        assertThat(cloud.call("one.cluster.info", 3).text()).contains("Error getting cluster [3].");
    }

    private int allocate(String attributes) {
        return cloud.call("one.vm.allocate", SMALL + attributes, true).id();
    }

    private String refusal(String session, String attributes) {
        TestCloud.Outcome outcome = cloud.callAs(session, "one.vm.allocate", SMALL + attributes, true);
        assertThat(outcome.success()).isFalse();
        return outcome.text();
    }
}
