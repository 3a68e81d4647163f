package io.onemachine.devcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.devcloud.cloud.Ipv6Subnet;
import io.onemachine.devcloud.cloud.Network;
import io.onemachine.devcloud.cloud.Permissions;
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

/** Tests network cards and their aliases: in a VM's document and context, and on its host. */
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
    void anAliasWithoutACardIsRefusedAndNothingStaysLeased() {
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
    void leasesOfAliasesSurviveARestart() {
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

    @Test
    void aCardInAnIpv6NetworkHasAddressesDerivedFromItsHardwareAddress() {
        addIpv6Network();
        int id = allocate(SMALL + NIC + "NIC=[NETWORK=\"public6\"] " + NETWORK_CONTEXT);

        assertThat(info(id))
                .contains(
                        "<IP6_GLOBAL><![CDATA[2001:db8:abcd:ef00:0:66ff:fe00:a]]></IP6_GLOBAL>"
                                + "<IP6_LINK><![CDATA[fe80::66ff:fe00:a]]></IP6_LINK>"
                                + "<IP6_ULA><![CDATA[fd6f:6dab:cdef::66ff:fe00:a]]></IP6_ULA>"
                                + "<MAC><![CDATA[02:00:66:00:00:0a]]></MAC>",
                        "<ETH1_IP><![CDATA[]]></ETH1_IP>",
                        "<ETH1_IP6><![CDATA[2001:db8:abcd:ef00:0:66ff:fe00:a]]></ETH1_IP6>",
                        "<ETH1_IP6_GATEWAY><![CDATA[2001:db8:abcd:ef00::1]]></ETH1_IP6_GATEWAY>",
                        "<ETH1_IP6_PREFIX_LENGTH><![CDATA[64]]></ETH1_IP6_PREFIX_LENGTH>",
                        "<ETH1_IP6_ULA><![CDATA[fd6f:6dab:cdef::66ff:fe00:a]]></ETH1_IP6_ULA>");
        assertThat(cloud.call("one.vmpool.info", -2, -1, -1, -1).text())
                .contains("<NIC><IP6_ULA><![CDATA[fd6f:6dab:cdef::66ff:fe00:a]]></IP6_ULA>");

        cloud.awaitState(id, VmState.RUNNING);
        HostNic card = cloud.hypervisor().host(id).spec().nics().get(1);
        assertThat(card.network().isIpv6()).isTrue();
        assertThat(card.network().otherGateways()).containsExactly("fd6f:6dab:cdef::1");
        assertThat(card.addresses())
                .extracting(HostAddress::ip)
                .containsExactly("2001:db8:abcd:ef00:0:66ff:fe00:a", "fd6f:6dab:cdef::66ff:fe00:a");
    }

    @Test
    void anIpv6NetworkShowsItsPrefixesAndLeasesAndSurvivesARestart() {
        addIpv6Network();
        String nic = "NIC=[NETWORK=\"public6\"] ";
        int id = allocate(SMALL + nic);
        cloud.awaitState(id, VmState.RUNNING);
        String network = cloud.call("one.vn.info", 1).text();
        assertThat(network)
                .contains(
                        "<AR><AR_ID><![CDATA[0]]></AR_ID><GLOBAL_PREFIX><![CDATA[2001:db8:abcd:ef00::]]></GLOBAL_PREFIX>"
                                + "<MAC><![CDATA[02:00:66:00:00:0a]]></MAC><NEXT_INDEX><![CDATA[1]]></NEXT_INDEX>"
                                + "<SHARED><![CDATA[NO]]></SHARED><SIZE><![CDATA[2]]></SIZE>"
                                + "<TYPE><![CDATA[IP6]]></TYPE><ULA_PREFIX><![CDATA[fd6f:6dab:cdef::]]></ULA_PREFIX>"
                                + "<MAC_END><![CDATA[02:00:66:00:00:0b]]></MAC_END>",
                        "<IP6_GLOBAL_END><![CDATA[2001:db8:abcd:ef00:0:66ff:fe00:b]]></IP6_GLOBAL_END>",
                        "<USED_LEASES>1</USED_LEASES><LEASES><LEASE>"
                                + "<IP6_GLOBAL><![CDATA[2001:db8:abcd:ef00:0:66ff:fe00:a]]></IP6_GLOBAL>",
                        "<GATEWAY6><![CDATA[2001:db8:abcd:ef00::1]]></GATEWAY6>");
        assertThat(cloud.call("one.vnpool.info", -2, -1, -1).text())
                .contains("<GLOBAL_PREFIX><![CDATA[2001:db8:abcd:ef00::]]></GLOBAL_PREFIX>");

        cloud.close();
        cloud = TestCloud.in(folder);
        assertThat(cloud.call("one.vn.info", 1).text()).isEqualTo(network);
        assertThat(info(allocate(SMALL + nic))).contains("fe80::66ff:fe00:b");
        assertThat(cloud.call("one.vm.allocate", SMALL + nic, false).text())
                .contains("Cannot get IP/MAC lease from virtual network 1.");
    }

    private void addIpv6Network() {
        cloud.cloud()
                .locked(() -> cloud.cloud()
                        .add(new Network(
                                1,
                                "public6",
                                0,
                                0,
                                Permissions.PRIVATE,
                                "br1",
                                Ipv6Subnet.ofCloud("abcdef"),
                                new Network.AddressRange(0x6600_000aL, 2))));
        // Any change saves the whole cloud.
        assertThat(cloud.call("one.user.update", 0, "A=1", 1).success()).isTrue();
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
