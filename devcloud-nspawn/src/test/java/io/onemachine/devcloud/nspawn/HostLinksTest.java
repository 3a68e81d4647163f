package io.onemachine.devcloud.nspawn;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.devcloud.hypervisor.HostAddress;
import io.onemachine.devcloud.hypervisor.HostNetwork;
import io.onemachine.devcloud.hypervisor.HostNic;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostLinksTest {

    private static final HostNetwork PUBLIC = new HostNetwork(0, "onepub", "198.18.10.1", 24);
    private static final HostNetwork PRIVATE = new HostNetwork(1, "onepriv", "198.18.11.1", 28);

    private final HostLinks links = new HostLinks("abc123", command -> new CommandResult(0, ""));

    @Test
    void aBridgeHasAFixedHardwareAddressTheCloudsMarkAndThisComputersAddress() {
        assertThat(links.bridgeCommands(PUBLIC))
                .containsExactly(
                        "link add name onepub address 06:01:c6:12:0a:01 type bridge",
                        "link set dev onepub alias onemachine:abc123",
                        "address add 198.18.10.1/24 broadcast + dev onepub",
                        "link set dev onepub up");
    }

    @Test
    void everyNetworkCardIsACableFromItsBridgeIntoTheHostsNamespace() {
        List<HostNic> nics = List.of(
                new HostNic(PUBLIC, "198.18.10.5", "02:00:c6:12:0a:05"),
                new HostNic(PRIVATE, "198.18.11.5", "02:00:c6:12:0b:05"));

        assertThat(links.outerCommands(41, nics))
                .containsExactly(
                        "netns add onemachine-abc123-41",
                        "link add name oabc123-15-0 address 0a:00:c6:12:0a:05 type veth"
                                + " peer name eth0 address 02:00:c6:12:0a:05 netns onemachine-abc123-41",
                        "link set dev oabc123-15-0 alias onemachine:abc123",
                        "link set dev oabc123-15-0 master onepub up",
                        "neighbour replace 198.18.10.5 lladdr 02:00:c6:12:0a:05 dev onepub nud stale",
                        "link add name oabc123-15-1 address 0a:00:c6:12:0b:05 type veth"
                                + " peer name eth1 address 02:00:c6:12:0b:05 netns onemachine-abc123-41",
                        "link set dev oabc123-15-1 alias onemachine:abc123",
                        "link set dev oabc123-15-1 master onepriv up",
                        "neighbour replace 198.18.11.5 lladdr 02:00:c6:12:0b:05 dev onepriv nud stale");
        assertThat(links.innerCommands(nics))
                .containsExactly(
                        "link set dev lo up",
                        "address add 198.18.10.5/24 broadcast + dev eth0",
                        "link set dev eth0 up",
                        "address add 198.18.11.5/28 broadcast + dev eth1",
                        "link set dev eth1 up",
                        "route add default via 198.18.10.1 dev eth0");
    }

    @Test
    void anAliasIsOneMoreAddressOfItsCardAndIsFoundOnTheCardsBridge() {
        HostNic nic = new HostNic(
                PUBLIC,
                "02:00:c6:12:0a:05",
                List.of(
                        new HostAddress(PUBLIC, "198.18.10.5"),
                        new HostAddress(PUBLIC, "198.18.10.6"),
                        new HostAddress(PRIVATE, "198.18.11.5")));

        assertThat(links.outerCommands(41, List.of(nic)))
                .endsWith(
                        "neighbour replace 198.18.10.5 lladdr 02:00:c6:12:0a:05 dev onepub nud stale",
                        "neighbour replace 198.18.10.6 lladdr 02:00:c6:12:0a:05 dev onepub nud stale",
                        "route replace 198.18.11.5/32 dev onepub",
                        "neighbour replace 198.18.11.5 lladdr 02:00:c6:12:0a:05 dev onepub nud stale");
        assertThat(links.innerCommands(List.of(nic)))
                .containsExactly(
                        "link set dev lo up",
                        "address add 198.18.10.5/24 broadcast + dev eth0",
                        "address add 198.18.10.6/24 broadcast + dev eth0",
                        "address add 198.18.11.5/28 broadcast + dev eth0",
                        "link set dev eth0 up",
                        "route add default via 198.18.10.1 dev eth0");
    }

    @Test
    void addressesOfIpv6CanBeUsedAtOnceAndHaveADefaultRouteOfTheirOwn() {
        HostNetwork ipv6 = new HostNetwork(2, "onesix", "2001:db8:abcd:ef00::1", 64, List.of("fd6f:6dab:cdef::1"));
        HostNic card = new HostNic(
                ipv6,
                "02:00:66:00:00:0a",
                List.of(
                        new HostAddress(ipv6, "2001:db8:abcd:ef00:0:66ff:fe00:a"),
                        new HostAddress(ipv6, "fd6f:6dab:cdef:0:0:66ff:fe00:a")));

        assertThat(links.bridgeCommands(ipv6))
                .containsExactly(
                        "link add name onesix address 06:01:ab:cd:ef:00 type bridge",
                        "link set dev onesix alias onemachine:abc123",
                        "address add 2001:db8:abcd:ef00::1/64 nodad dev onesix",
                        "address add fd6f:6dab:cdef::1/64 nodad dev onesix",
                        "link set dev onesix up");
        assertThat(links.innerCommands(List.of(new HostNic(PUBLIC, "198.18.10.5", "02:00:c6:12:0a:05"), card)))
                .containsExactly(
                        "link set dev lo up",
                        "address add 198.18.10.5/24 broadcast + dev eth0",
                        "link set dev eth0 up",
                        "address add 2001:db8:abcd:ef00:0:66ff:fe00:a/64 nodad dev eth1",
                        "address add fd6f:6dab:cdef:0:0:66ff:fe00:a/64 nodad dev eth1",
                        "link set dev eth1 up",
                        "route add default via 198.18.10.1 dev eth0",
                        "route add default via 2001:db8:abcd:ef00::1 dev eth1");
    }

    @Test
    void interfaceNamesFitTheKernelsLimitForManyHosts() {
        HostNic nic = new HostNic(PUBLIC, "198.18.10.5", "02:00:c6:12:0a:05");

        String cable = links.outerCommands(60_000_000, List.of(nic)).get(1).split(" ", -1)[3];

        assertThat(cable).hasSizeLessThanOrEqualTo(15);
    }
}
