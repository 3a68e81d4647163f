package io.onemachine.devcloud.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.Ipv4Subnet;
import io.onemachine.devcloud.cloud.Network;
import io.onemachine.devcloud.cloud.Permissions;
import io.onemachine.devcloud.cloud.Release;
import io.onemachine.devcloud.cloud.VmState;
import io.onemachine.devcloud.testing.RecordedObjects;
import io.onemachine.devcloud.testing.TestCloud;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests cards whose network the scheduler chooses, and variables in host requirements. */
final class AutomaticNetworksTest {

    private static final String ONE =
            "NAME=\"vm\" CPU=\"0.1\" MEMORY=\"64\" DISK=[IMAGE_ID=0] CONTEXT=[NETWORK=\"YES\"] ";
    private static final String AUTO = "NIC=[NETWORK_MODE=\"auto\"] ";

    @TempDir
    private Path folder;

    private TestCloud cloud;

    @BeforeEach
    void start() {
        cloud = TestCloud.in(folder, Release.V7_4, AutomaticNetworksTest::objects);
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    /** Adds, beside public (0), which only the administrator may use: shop (1) for all, with two addresses. */
    private static void objects(Cloud cloud) {
        RecordedObjects.of68(cloud);
        cloud.add(new Network(
                1,
                "shop",
                0,
                0,
                Permissions.PUBLIC,
                "br1",
                Ipv4Subnet.parse("127.11.0.0/24"),
                new Network.AddressRange(Ipv4Subnet.address("127.11.0.10"), 2)));
    }

    @Test
    void aCardHasNeitherNetworkNorAddressUntilItsMachineIsPlaced() {
        cloud.placement().close();
        int id = allocate(ONE + "NIC=[NETWORK_MODE=\"auto\",MODEL=\"virtio\"]");
        assertThat(info(id))
                .contains("<NIC><MODEL><![CDATA[virtio]]></MODEL><NAME><![CDATA[NIC0]]></NAME>"
                        + "<NETWORK_MODE><![CDATA[auto]]></NETWORK_MODE><NIC_ID><![CDATA[0]]></NIC_ID></NIC>")
                .contains("<AUTOMATIC_NIC_REQUIREMENTS>")
                .doesNotContain("ETH0_", "<SECURITY_GROUP_RULE>");
        assertThat(cloud.call("one.vmpool.info", -2, -1, -1, -1).text())
                .contains("<NIC><NETWORK_MODE><![CDATA[auto]]></NETWORK_MODE><MAC><![CDATA[]]></MAC>"
                        + "<NETWORK><![CDATA[]]></NETWORK><NETWORK_ID><![CDATA[]]></NETWORK_ID>"
                        + "<NIC_ID><![CDATA[0]]></NIC_ID>");
        cloud.placement().open();
        cloud.awaitState(id, VmState.RUNNING);
        assertThat(info(id))
                .contains(
                        "<IP><![CDATA[127.10.0.10]]></IP>",
                        "<NETWORK><![CDATA[public]]></NETWORK><NETWORK_ID><![CDATA[0]]></NETWORK_ID>"
                                + "<NETWORK_MODE><![CDATA[auto]]></NETWORK_MODE>",
                        "<TARGET><![CDATA[one-0-0]]></TARGET>",
                        "<ETH0_IP><![CDATA[127.10.0.10]]></ETH0_IP>",
                        "<SECURITY_GROUP_NAME><![CDATA[default]]></SECURITY_GROUP_NAME>");
        assertThat(cloud.hypervisor().host(id).spec().nics()).hasSize(1);
        act("terminate-hard", id);
        cloud.awaitState(id, VmState.DONE);
        assertThat(leases(0)).isZero();
    }

    @Test
    void theNetworkWithTheFewestLeasesIsTakenUnlessTheCardSaysWhich() {
        assertThat(networkOf(running(ONE + AUTO))).as("of equal ones the first").isEqualTo("public");
        assertThat(networkOf(running(ONE + AUTO))).isEqualTo("shop");
        assertThat(networkOf(running(ONE + "NIC=[NETWORK_MODE=\"AUTO\",SCHED_REQUIREMENTS=\"NAME = \\\"sh*\\\"\"]")))
                .isEqualTo("shop");
        assertThat(networkOf(running(ONE + "NIC=[NETWORK_MODE=\"auto\",SCHED_RANK=\"-ID\"]")))
                .isEqualTo("public");
        assertThat(networkOf(
                        running(ONE + "NIC=[NETWORK_MODE=\"auto\",SCHED_REQUIREMENTS=\"\\\"CLUSTERS/ID\\\" @> 0\"]")))
                .as("the other one is full")
                .isEqualTo("public");
    }

    @Test
    void severalCardsGetSeveralNetworks() {
        int id = running(ONE + AUTO + "NIC=[NETWORK=\"public\"] " + AUTO);
        assertThat(info(id)).contains("<ETH0_IP><![CDATA[127.11.0.10]]>", "<ETH1_IP><![CDATA[127.10.0.10]]>");
        assertThat(info(id)).contains("<ETH2_IP><![CDATA[127.10.0.11]]>");
        int three = allocate(ONE + AUTO + AUTO + AUTO);
        await().until(says(three, "Cannot dispatch VM to any Host"));
        assertThat(leases(0)).as("none is leased unless all are").isEqualTo(2);
    }

    @Test
    void aNetworkOnceChosenStays() {
        running(ONE + "NIC=[NETWORK_ID=1]");
        int id = running(ONE + AUTO);
        assertThat(networkOf(id)).isEqualTo("public");
        running(ONE + "NIC=[NETWORK_ID=0]");
        running(ONE + "NIC=[NETWORK_ID=0]");
        String before = address(id);
        act("undeploy", id);
        cloud.awaitState(id, VmState.UNDEPLOYED);
        cloud.close();
        cloud = TestCloud.in(folder, Release.V7_4);
        act("resume", id);
        cloud.awaitState(id, VmState.RUNNING);
        assertThat(networkOf(id)).isEqualTo("public");
        assertThat(address(id)).isEqualTo(before);
    }

    @Test
    void aMachineThatWaitsIsPlacedAfterTheCloudWasDown() {
        cloud.placement().close();
        int id = allocate(ONE + AUTO);
        cloud.close();
        cloud = TestCloud.in(folder, Release.V7_4);
        cloud.awaitState(id, VmState.RUNNING);
        assertThat(networkOf(id)).isEqualTo("public");
    }

    /** As in a template that was saved from a VM: an earlier scheduler's choice does not bind the next. */
    @Test
    void aCardsNetworkAttributesAreIgnoredUntilANetworkIsChosen() {
        cloud.placement().close();
        String earlier = "NETWORK=\"gone\",NETWORK_ID=\"77\",MAC=\"02:00:7f:0a:00:0a\"";
        int id = allocate(ONE + "NIC=[NETWORK_MODE=\"auto\"," + earlier + "]");
        assertThat(info(id)).doesNotContain("<NETWORK_ID>", "<MAC>", "ETH0_");
        cloud.close();
        cloud = TestCloud.in(folder, Release.V7_4);
        cloud.awaitState(id, VmState.RUNNING);
        assertThat(networkOf(id)).isEqualTo("public");
        assertThat(address(id)).isEqualTo("127.10.0.10");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "V6_8 | NAME = \\\"nowhere\\\" | Cannot dispatch VM: No network meet leases and SCHED_NIC_REQUIREMENTS: NAME = \"nowhere\"",
                "V7_4 | NAME = \\\"nowhere\\\" | Cannot dispatch VM: No virtual network meets SCHED_NIC_REQUIREMENTS for NIC 0",
                "V7_4 | NAME = | Cannot dispatch VM: Error in SCHED_NIC_REQUIREMENTS in NIC 0: 'NAME =', error: syntax error"
            })
    void aVmWithoutAFittingNetworkWaitsAndShowsWhy(Release release, String requirements, String message) {
        cloud.close();
        cloud = TestCloud.in(folder, release);
        int id = allocate(ONE + "NIC=[NETWORK_MODE=\"auto\",SCHED_REQUIREMENTS=\"" + requirements + "\"]");
        await().until(says(id, message));
        assertThat(cloud.state(id)).isEqualTo(VmState.PENDING);
        act("terminate-hard", id);
        cloud.awaitState(id, VmState.DONE);
    }

    @Test
    void aCardOfAnUnknownSecurityGroupWaitsAndTakesNoAddress() {
        int id = allocate(ONE + AUTO + "NIC=[NETWORK_MODE=\"auto\",SECURITY_GROUPS=\"0,77\"]");
        await().until(says(id, "Cannot dispatch VM: Security group with ID: 77 does not exist"));
        assertThat(leases(0) + leases(1)).isZero();
    }

    @Test
    void onlyNetworksThatTheOwnerMayUseAreChosen() {
        cloud.call("one.vm.allocate", ONE + "NIC=[NETWORK_ID=1]", false);
        int id = cloud.callAs(
                        "bob:bobpw",
                        "one.vm.allocate",
                        "CPU=\"0.1\" MEMORY=\"64\" " + AUTO + AUTO.replace("auto", "AUTO"),
                        false)
                .id();
        await().until(says(id, "Cannot dispatch VM"));
        assertThat(leases(1)).isEqualTo(1);
        int one = cloud.callAs("bob:bobpw", "one.vm.allocate", "CPU=\"0.1\" MEMORY=\"64\" " + AUTO, false)
                .id();
        cloud.awaitState(one, VmState.RUNNING);
        assertThat(networkOf(one)).isEqualTo("shop");
    }

    @Test
    void aliasesCannotBeLeftToTheScheduler() {
        assertThat(refusal(AUTO + "NIC_ALIAS=[PARENT=\"NIC0\",NETWORK=\"public\"]"))
                .endsWith("NIC named NIC0 not found for alias");
        assertThat(refusal("NIC=[NETWORK=\"public\"] NIC_ALIAS=[PARENT=\"NIC0\",NETWORK_MODE=\"auto\"]"))
                .endsWith("Alias is incompatible with mode AUTO");
        assertThat(leases(0)).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NAME != \\\"$NAME\\\" | NAME != \"vm\"",
                "ID = $GID & ID != 5$UID | ID = 0 & ID != 50",
                "OWNER = \\\"$USER[TEAM]/$UNAME\\\" | OWNER = \"red/oneadmin\"",
                "SIZE = $DISK[SIZE] & N = \\\"$NIC[NETWORK]\\\" | SIZE = 1024 & N = \"public\"",
                "A = \\\"$NOTHING$RACK\\\" & B = \\\"$IMAGE[DEV_PREFIX, IMAGE_ID=\\\"0\\\"]\\\" | A = \"G4\" & B = \"sd\"",
                "PLAIN = 1 | PLAIN = 1"
            })
    void variablesInRequirementsAreReplacedAtCreation(String given, String expected) {
        cloud.call("one.user.update", 0, "TEAM=\"red\"", 1);
        int id = allocate(ONE + "NIC=[NETWORK=\"public\"] RACK=\"G4\" SCHED_REQUIREMENTS=\"" + given + "\"");
        assertThat(info(id)).contains("<SCHED_REQUIREMENTS><![CDATA[" + expected + "]]></SCHED_REQUIREMENTS>");
        cloud.awaitState(id, VmState.RUNNING);
    }

    @Test
    void requirementsThatCannotBeResolvedAreRefused() {
        assertThat(refusal("SCHED_REQUIREMENTS=\"NAME = $\"")).contains("Error parsing: NAME = $. syntax error");
        assertThat(refusal("SCHED_REQUIREMENTS=\"ID=0\" SCHED_REQUIREMENTS=\"ID=0\""))
                .endsWith("Only one SCHED_REQUIREMENTS attribute can be defined.");
        assertThat(refusal("SCHED_REQUIREMENTS=[ID=0]")).endsWith("Wrong format for SCHED_REQUIREMENTS attribute.");
        int id = allocate(ONE + "REQUIREMENTS=\"NAME != $NAME\"");
        assertThat(info(id))
                .contains("<SCHED_REQUIREMENTS><![CDATA[NAME != vm]]></SCHED_REQUIREMENTS>")
                .doesNotContain("<REQUIREMENTS>");
    }

    private int running(String template) {
        int id = allocate(template);
        cloud.awaitState(id, VmState.RUNNING);
        return id;
    }

    private int allocate(String template) {
        return cloud.call("one.vm.allocate", template, false).id();
    }

    private String refusal(String template) {
        TestCloud.Outcome outcome = cloud.call("one.vm.allocate", ONE + template, false);
        assertThat(outcome.success()).isFalse();
        return outcome.text();
    }

    private void act(String action, int id) {
        assertThat(cloud.call("one.vm.action", action, id).success()).isTrue();
    }

    private Callable<Boolean> says(int id, String message) {
        return () -> info(id).contains(message);
    }

    private String info(int id) {
        return cloud.call("one.vm.info", id).text();
    }

    private int leases(int network) {
        return cloud.cloud()
                .locked(() -> cloud.cloud().network(network).leases().size());
    }

    private String networkOf(int id) {
        return card(id, "NETWORK");
    }

    private String address(int id) {
        return card(id, "IP");
    }

    private String card(int id, String name) {
        return cloud.cloud()
                .locked(() -> cloud.cloud()
                        .vm(id)
                        .template()
                        .vectors("NIC")
                        .getFirst()
                        .text(name));
    }
}
