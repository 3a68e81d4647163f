package io.onemachine.devcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.devcloud.cloud.VmState;
import io.onemachine.devcloud.hypervisor.HostAddress;
import io.onemachine.devcloud.hypervisor.HostNic;
import io.onemachine.devcloud.testing.TestCloud;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Network cards and their aliases: what a machine's document and context say of them and what its host gets. */
final class CardsTest {

    private static final String SMALL = "CPU=\"0.1\" MEMORY=\"64\" DISK=[IMAGE=\"Ubuntu 18.04\"] ";
    private static final String NIC = "NIC=[NETWORK=\"public\"] ";
    private static final String NETWORK_CONTEXT = "CONTEXT=[NETWORK=\"YES\"] ";

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
    void anAliasHasAnAddressOfItsOwnAndNamesItsCard() {
        int id = allocate(
                SMALL + NIC + NIC + NETWORK_CONTEXT
                        + "NIC_ALIAS=[PARENT=\"NIC1\",NETWORK=\"public\"] NIC_ALIAS=[PARENT=\"NIC1\",NETWORK_ID=0,NAME=\"mine\"]");

        assertThat(info(id))
                .contains(
                        "<NIC><ALIAS_IDS><![CDATA[2,3]]></ALIAS_IDS><AR_ID>",
                        "<NIC_ALIAS><ALIAS_ID><![CDATA[0]]></ALIAS_ID>",
                        "<IP><![CDATA[127.10.0.12]]></IP><MAC><![CDATA[02:00:7f:0a:00:0c]]></MAC>"
                                + "<NAME><![CDATA[NIC1_ALIAS0]]></NAME>",
                        "<NIC_ID><![CDATA[2]]></NIC_ID><PARENT><![CDATA[NIC1]]></PARENT>"
                                + "<PARENT_ID><![CDATA[1]]></PARENT_ID>",
                        "<ALIAS_ID><![CDATA[1]]></ALIAS_ID>",
                        "<NAME><![CDATA[mine]]></NAME>",
                        "<ETH1_ALIAS0_IP><![CDATA[127.10.0.12]]></ETH1_ALIAS0_IP>",
                        "<ETH1_ALIAS0_MASK><![CDATA[255.255.255.0]]></ETH1_ALIAS0_MASK>",
                        "<ETH1_ALIAS1_IP><![CDATA[127.10.0.13]]></ETH1_ALIAS1_IP>",
                        "<ETH1_IP><![CDATA[127.10.0.11]]></ETH1_IP>")
                .doesNotContain("ETH0_ALIAS");
        assertThat(cloud.call("one.vmpool.info", -2, -1, -1, -1).text())
                .contains("<NIC><IP><![CDATA[127.10.0.13]]></IP>");
        assertThat(usedLeases()).isEqualTo(4);

        cloud.awaitState(id, VmState.RUNNING);
        List<HostNic> nics = cloud.hypervisor().host(id).spec().nics();
        assertThat(nics).hasSize(2);
        assertThat(nics.get(0).addresses()).extracting(HostAddress::ip).containsExactly("127.10.0.10");
        assertThat(nics.get(1).addresses())
                .extracting(HostAddress::ip)
                .containsExactly("127.10.0.11", "127.10.0.12", "127.10.0.13");
    }

    @Test
    void anAliasOfNoCardIsRefusedAndNothingStaysLeased() {
        assertThat(cloud.call("one.vm.allocate", SMALL + NIC + "NIC_ALIAS=[PARENT=\"NIC9\",NETWORK=\"public\"]", false)
                        .text())
                .isEqualTo("[one.vm.allocate] NIC named NIC9 not found for alias");
        assertThat(usedLeases()).isZero();
    }

    @Test
    void anAliasInANetworkOneMayNotUseIsRefused() {
        assertThat(cloud.callAs(
                                "bob:bobpw",
                                "one.vm.allocate",
                                "CPU=1 MEMORY=64 NIC_ALIAS=[PARENT=\"NIC0\",NETWORK_ID=0]",
                                false)
                        .text())
                .contains("Not authorized to perform USE NET [0].");
    }

    @Test
    void leasesOfAliasesOutliveTheCloudsEnd() {
        int id = allocate(SMALL + NIC + "NIC_ALIAS=[PARENT=\"NIC0\",NETWORK=\"public\"]");
        cloud.awaitState(id, VmState.RUNNING);
        cloud.close();
        cloud = TestCloud.in(folder);

        assertThat(usedLeases()).isEqualTo(2);
        assertThat(info(allocate(SMALL + NIC))).contains("<IP><![CDATA[127.10.0.12]]></IP>");
        cloud.awaitState(id, VmState.RUNNING);
        assertThat(cloud.call("one.vm.action", "terminate-hard", id).success()).isTrue();
        cloud.awaitState(id, VmState.DONE);
        assertThat(usedLeases()).isEqualTo(1);
    }

    @Test
    void anExternalAddressStaysAsItWasGiven() {
        int id = allocate(SMALL + "NIC=[NETWORK=\"public\",EXTERNAL_IP=\"203.0.113.7\"] "
                + "NIC_ALIAS=[PARENT=\"NIC0\",NETWORK=\"public\",EXTERNAL=\"YES\"] " + NETWORK_CONTEXT);
        String external = "<EXTERNAL_IP><![CDATA[203.0.113.7]]></EXTERNAL_IP>";
        assertThat(info(id)).contains(external, "<ETH0_ALIAS0_EXTERNAL><![CDATA[YES]]></ETH0_ALIAS0_EXTERNAL>");
        assertThat(cloud.call("one.vmpool.info", -2, -1, -1, -1).text()).contains(external);
    }

    private int allocate(String template) {
        return cloud.call("one.vm.allocate", template, false).id();
    }

    private String info(int id) {
        return cloud.call("one.vm.info", id).text();
    }

    private int usedLeases() {
        String network = cloud.call("one.vn.info", 0).text();
        return Integer.parseInt(network.replaceAll("(?s).*<USED_LEASES>(\\d+)</USED_LEASES>.*", "$1"));
    }
}
