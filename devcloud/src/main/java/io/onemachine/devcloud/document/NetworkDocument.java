package io.onemachine.devcloud.document;

import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.Ipv4Subnet;
import io.onemachine.devcloud.cloud.Ipv6Subnet;
import io.onemachine.devcloud.cloud.MacAddress;
import io.onemachine.devcloud.cloud.Network;
import io.onemachine.devcloud.cloud.Network.AddressRange;
import java.util.TreeMap;
import java.util.TreeSet;

/** {@code <VNET>}, with its leases and in the form of lists. */
final class NetworkDocument {

    private final Documents documents;

    NetworkDocument(Documents documents) {
        this.documents = documents;
    }

    String full(Network network) {
        AddressRange range = network.range();
        String lastMac = MacAddress.of(range.last());
        DocumentWriter out = upToRanges(network).open("AR");
        range(out, network).cdata("MAC_END", lastMac);
        switch (network.subnet()) {
            case Ipv4Subnet _ -> out.cdata("IP_END", Ipv4Subnet.format(range.last()));
            case Ipv6Subnet subnet -> {
                String firstMac = MacAddress.of(range.first());
                out.cdata("IP6_ULA", subnet.ulaAddress(firstMac))
                        .cdata("IP6_ULA_END", subnet.ulaAddress(lastMac))
                        .cdata("IP6_GLOBAL", subnet.globalAddress(firstMac))
                        .cdata("IP6_GLOBAL_END", subnet.globalAddress(lastMac));
            }
        }
        out.text("USED_LEASES", network.leases().size()).open("LEASES");
        new TreeMap<>(network.leases()).forEach((address, vm) -> lease(out, network, address, vm));
        return out.close("LEASES").close("AR").close("AR_POOL").close("VNET").toString();
    }

    String summary(Network network) {
        DocumentWriter out = upToRanges(network).open("AR").cdata("ALLOCATED", allocated(network));
        return range(out, network).close("AR").close("AR_POOL").close("VNET").toString();
    }

    private DocumentWriter upToRanges(Network network) {
        TreeSet<Integer> vms = new TreeSet<>(network.leases().values());
        Attributes template = new Attributes()
                .add("BRIDGE", network.bridge())
                .add("BRIDGE_TYPE", "linux")
                .add("DNS", network.subnet().gatewayAddress())
                .add("OUTER_VLAN_ID", "")
                .add("PHYDEV", "")
                .add("SECURITY_GROUPS", "0")
                .add("VLAN_ID", "")
                .add("VN_MAD", HostDocument.DRIVER);
        switch (network.subnet()) {
            case Ipv4Subnet subnet ->
                template.add("GATEWAY", subnet.gatewayAddress())
                        .add("NETWORK_ADDRESS", Ipv4Subnet.format(subnet.base()))
                        .add("NETWORK_MASK", subnet.mask());
            case Ipv6Subnet subnet -> template.add("GATEWAY6", subnet.gatewayAddress());
        }
        return documents
                .head("VNET", network)
                .permissions(network.permissions())
                .open("CLUSTERS")
                .text("ID", 0)
                .close("CLUSTERS")
                .cdata("BRIDGE", network.bridge())
                .cdata("BRIDGE_TYPE", "linux")
                .cdata("STATE", "1")
                .cdata("PREV_STATE", "1")
                .empty("PARENT_NETWORK_ID")
                .empty("TEMPLATE_ID")
                .cdata("VN_MAD", HostDocument.DRIVER)
                .empty("PHYDEV")
                .empty("VLAN_ID")
                .empty("OUTER_VLAN_ID")
                .text("VLAN_ID_AUTOMATIC", 0)
                .text("OUTER_VLAN_ID_AUTOMATIC", 0)
                .text("USED_LEASES", network.leases().size())
                .text("VROUTERS", "")
                .ids("UPDATED_VMS", vms)
                .text("OUTDATED_VMS", "")
                .text("UPDATING_VMS", "")
                .text("ERROR_VMS", "")
                .attributes("TEMPLATE", template)
                .open("AR_POOL");
    }

    private static DocumentWriter range(DocumentWriter out, Network network) {
        AddressRange range = network.range();
        String mac = MacAddress.of(range.first());
        String size = Integer.toString(range.size());
        String next = Integer.toString(network.leases().size());
        out.cdata("AR_ID", "0");
        return switch (network.subnet()) {
            case Ipv4Subnet _ ->
                out.cdata("IP", Ipv4Subnet.format(range.first()))
                        .cdata("MAC", mac)
                        .cdata("NEXT_INDEX", next)
                        .cdata("SHARED", "NO")
                        .cdata("SIZE", size)
                        .cdata("TYPE", "IP4");
            case Ipv6Subnet subnet ->
                out.cdata("GLOBAL_PREFIX", subnet.globalPrefix())
                        .cdata("MAC", mac)
                        .cdata("NEXT_INDEX", next)
                        .cdata("SHARED", "NO")
                        .cdata("SIZE", size)
                        .cdata("TYPE", "IP6")
                        .cdata("ULA_PREFIX", subnet.ulaPrefix());
        };
    }

    private static void lease(DocumentWriter out, Network network, long address, int vm) {
        String mac = MacAddress.of(address);
        out.open("LEASE");
        switch (network.subnet()) {
            case Ipv4Subnet _ -> out.cdata("IP", Ipv4Subnet.format(address));
            case Ipv6Subnet subnet ->
                out.cdata("IP6_GLOBAL", subnet.globalAddress(mac))
                        .cdata("IP6_LINK", Ipv6Subnet.linkAddress(mac))
                        .cdata("IP6_ULA", subnet.ulaAddress(mac));
        }
        out.cdata("MAC", mac).cdata("VM", Integer.toString(vm)).close("LEASE");
    }

    /** Returns pairs of an address's position in the range and the number that encodes its VM. */
    private static String allocated(Network network) {
        StringBuilder pairs = new StringBuilder();
        new TreeMap<>(network.leases())
                .forEach((address, vm) -> pairs.append(' ')
                        .append(address - network.range().first())
                        .append(' ')
                        .append(0x1000000000L | vm));
        return pairs.toString();
    }
}
