package io.onemachine.devcloud.allocation;

import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.Attributes.Vector;
import io.onemachine.devcloud.cloud.CloudException;
import io.onemachine.devcloud.cloud.ErrorCode;
import io.onemachine.devcloud.cloud.Ipv4Subnet;
import io.onemachine.devcloud.cloud.Ipv6Subnet;
import io.onemachine.devcloud.cloud.MacAddress;
import io.onemachine.devcloud.cloud.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Leases addresses for a machine's network cards and for their aliases. */
final class Nics {

    private final References references;
    private final int vmId;

    Nics(References references, int vmId) {
        this.references = references;
        this.vmId = vmId;
    }

    /**
     * Completes the cards and aliases of a template, in order, each with its lease. Addresses leased before one fails stay leased:
     * the caller gives them back.
     */
    void complete(Attributes template) {
        List<Vector> nics = new ArrayList<>();
        for (Vector given : template.vectors("NIC")) {
            int number = nics.size();
            nics.add(leased(given, number)
                    .with("NAME", given.has("NAME") ? given.text("NAME") : "NIC" + number)
                    .with("TARGET", "one-" + vmId + "-" + number));
        }
        List<Vector> aliases = new ArrayList<>();
        for (Vector given : template.vectors("NIC_ALIAS")) {
            aliases.add(alias(given, nics, nics.size() + aliases.size()));
        }
        template.set("NIC", nics);
        template.set("NIC_ALIAS", aliases);
    }

    private Vector alias(Vector given, List<Vector> nics, int number) {
        Vector parent = nics.stream()
                .filter(nic -> nic.text("NAME").equals(given.text("PARENT")))
                .findFirst()
                .orElseThrow(() -> new CloudException(
                        ErrorCode.INTERNAL, "NIC named " + given.text("PARENT") + " not found for alias"));
        String siblings = parent.text("ALIAS_IDS");
        int place = siblings.isEmpty() ? 0 : siblings.split(",", -1).length;
        String parentId = parent.text("NIC_ID");
        Vector alias = leased(given, number)
                .with("ALIAS_ID", Integer.toString(place))
                .with("NAME", given.has("NAME") ? given.text("NAME") : "NIC" + parentId + "_ALIAS" + place)
                .with("PARENT_ID", parentId);
        parent.with("ALIAS_IDS", siblings.isEmpty() ? Integer.toString(number) : siblings + "," + number);
        return alias;
    }

    private Vector leased(Vector given, int number) {
        Network network = references.network(given);
        long address = lease(given, network)
                .orElseThrow(() -> new CloudException(
                        ErrorCode.INTERNAL, "Cannot get IP/MAC lease from virtual network " + network.id() + "."));
        String mac = MacAddress.of(address);
        Vector nic = given.copy()
                .with("AR_ID", "0")
                .with("BRIDGE", network.bridge())
                .with("BRIDGE_TYPE", "linux")
                .with("CLUSTER_ID", "0")
                .with("MAC", mac)
                .with("NETWORK", network.name())
                .with("NETWORK_ID", Integer.toString(network.id()))
                .with("NIC_ID", Integer.toString(number))
                .with(
                        "SECURITY_GROUPS",
                        references.securityGroups(given).stream()
                                .map(String::valueOf)
                                .collect(Collectors.joining(",")))
                .with("VN_MAD", "devcloud");
        return switch (network.subnet()) {
            case Ipv4Subnet subnet ->
                nic.with("GATEWAY", subnet.gatewayAddress()).with("IP", Ipv4Subnet.format(address));
            case Ipv6Subnet subnet ->
                nic.with("IP6_GLOBAL", subnet.globalAddress(mac))
                        .with("IP6_LINK", Ipv6Subnet.linkAddress(mac))
                        .with("IP6_ULA", subnet.ulaAddress(mac));
        };
    }

    private OptionalLong lease(Vector given, Network network) {
        if (!given.has("IP")) {
            return network.lease(vmId);
        }
        try {
            return network.lease(vmId, Ipv4Subnet.address(given.text("IP")));
        } catch (IllegalArgumentException e) {
            return OptionalLong.empty();
        }
    }
}
