package io.onemachine.devcloud.document;

import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.Ipv4Subnet;
import io.onemachine.devcloud.cloud.Network;
import io.onemachine.devcloud.cloud.Network.AddressRange;
import java.util.TreeMap;
import java.util.TreeSet;

/** {@code <VNET>}, with its leases and as lists have it. */
final class NetworkDocument {

    private final Documents documents;

    NetworkDocument(Documents documents) {
        this.documents = documents;
    }

    String full(Network network) {
        AddressRange range = network.range();
        Markup out = upToRanges(network).open("AR");
        range(out, range)
                .cdata("MAC_END", Ipv4Subnet.mac(range.last()))
                .cdata("IP_END", Ipv4Subnet.format(range.last()))
                .text("USED_LEASES", network.leases().size())
                .open("LEASES");
        new TreeMap<>(network.leases())
                .forEach((address, vm) -> out.open("LEASE")
                        .cdata("IP", Ipv4Subnet.format(address))
                        .cdata("MAC", Ipv4Subnet.mac(address))
                        .cdata("VM", Integer.toString(vm))
                        .close("LEASE"));
        return out.close("LEASES").close("AR").close("AR_POOL").close("VNET").toString();
    }

    String summary(Network network) {
        Markup out = upToRanges(network).open("AR").cdata("ALLOCATED", allocated(network));
        return range(out, network.range())
                .close("AR")
                .close("AR_POOL")
                .close("VNET")
                .toString();
    }

    private Markup upToRanges(Network network) {
        Ipv4Subnet subnet = network.subnet();
        TreeSet<Integer> vms = new TreeSet<>(network.leases().values());
        Attributes template = new Attributes()
                .add("BRIDGE", network.bridge())
                .add("BRIDGE_TYPE", "linux")
                .add("DNS", Ipv4Subnet.format(subnet.gateway()))
                .add("GATEWAY", Ipv4Subnet.format(subnet.gateway()))
                .add("NETWORK_ADDRESS", Ipv4Subnet.format(subnet.base()))
                .add("NETWORK_MASK", subnet.mask())
                .add("OUTER_VLAN_ID", "")
                .add("PHYDEV", "")
                .add("SECURITY_GROUPS", "0")
                .add("VLAN_ID", "")
                .add("VN_MAD", HostDocument.DRIVER);
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

    private static Markup range(Markup out, AddressRange range) {
        return out.cdata("AR_ID", "0")
                .cdata("IP", Ipv4Subnet.format(range.first()))
                .cdata("MAC", Ipv4Subnet.mac(range.first()))
                .cdata("SIZE", Integer.toString(range.size()))
                .cdata("TYPE", "IP4");
    }

    /** Pairs of an address's place in the range and of a number that says it is leased to a machine and to which. */
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
