package io.onemachine.devcloud.allocation;

import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.Attributes.Vector;
import io.onemachine.devcloud.cloud.CloudException;
import io.onemachine.devcloud.cloud.ErrorCode;
import io.onemachine.devcloud.cloud.Ipv4Subnet;
import io.onemachine.devcloud.cloud.Ipv6Subnet;
import io.onemachine.devcloud.cloud.MacAddress;
import io.onemachine.devcloud.cloud.Network;
import io.onemachine.devcloud.cloud.SecurityGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Leases addresses for a VM's network cards and their aliases. */
final class Nics {

    private final References references;
    private final int vmId;

    Nics(References references, int vmId) {
        this.references = references;
        this.vmId = vmId;
    }

    /**
     * Completes the cards and aliases of a template, in order, each with its lease. When one fails, earlier leases stay:
     * the caller releases them.
     */
    void complete(Attributes template) {
        List<Vector> nics = new ArrayList<>();
        for (Vector given : template.vectors("NIC")) {
            int number = nics.size();
            String name = given.has("NAME") ? given.text("NAME") : "NIC" + number;
            Vector nic = AutomaticNetworks.isAutomatic(given)
                    ? AutomaticNetworks.opened(given).with("NIC_ID", Integer.toString(number))
                    : completed(given, references.network(given), number);
            nics.add(nic.with("NAME", name));
        }
        List<Vector> aliases = new ArrayList<>();
        for (Vector given : template.vectors("NIC_ALIAS")) {
            aliases.add(alias(given, nics, nics.size() + aliases.size()));
        }
        template.set("NIC", nics);
        template.set("NIC_ALIAS", aliases);
    }

    private Vector alias(Vector given, List<Vector> nics, int number) {
        if (AutomaticNetworks.isAutomatic(given)) {
            throw new CloudException(
                    ErrorCode.INTERNAL,
                    "Alias is incompatible with mode "
                            + given.text("NETWORK_MODE").toUpperCase(Locale.ROOT));
        }
        Vector parent = nics.stream()
                .filter(nic -> !AutomaticNetworks.isAutomatic(nic))
                .filter(nic -> nic.text("NAME").equals(given.text("PARENT")))
                .findFirst()
                .orElseThrow(() -> new CloudException(
                        ErrorCode.INTERNAL, "NIC named " + given.text("PARENT") + " not found for alias"));
        String siblings = parent.text("ALIAS_IDS");
        int place = siblings.isEmpty() ? 0 : siblings.split(",", -1).length;
        String parentId = parent.text("NIC_ID");
        Vector alias = leased(given, references.network(given), number)
                .with("ALIAS_ID", Integer.toString(place))
                .with("NAME", given.has("NAME") ? given.text("NAME") : "NIC" + parentId + "_ALIAS" + place)
                .with("PARENT_ID", parentId);
        parent.with("ALIAS_IDS", siblings.isEmpty() ? Integer.toString(number) : siblings + "," + number);
        return alias;
    }

    /** Returns a card with its lease and everything that follows from its network. */
    Vector completed(Vector given, Network network, int number) {
        return leased(given, network, number).with("TARGET", "one-" + vmId + "-" + number);
    }

    /** Returns whether a network has an address for a card: the one it asks for, or any. */
    static boolean hasAddress(Vector given, Network network) {
        if (!given.has("IP")) {
            return network.leases().size() < network.range().size();
        }
        try {
            return network.isFree(Ipv4Subnet.address(given.text("IP")));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Adds the rules of every security group of the cards, each group once. */
    static void applySecurityGroups(Attributes template) {
        Set<String> named = template.vectors("NIC").stream()
                .filter(nic -> !AutomaticNetworks.isOpen(nic))
                .flatMap(nic -> Stream.of(nic.text("SECURITY_GROUPS").split(",", -1)))
                .collect(Collectors.toSet());
        template.remove("SECURITY_GROUP_RULE");
        for (SecurityGroup group : SecurityGroup.ALL) {
            if (named.contains(Integer.toString(group.id()))) {
                group.rules()
                        .forEach(rule -> template.add(
                                "SECURITY_GROUP_RULE",
                                rule.copy()
                                        .with("SECURITY_GROUP_ID", Integer.toString(group.id()))
                                        .with("SECURITY_GROUP_NAME", group.name())));
            }
        }
    }

    private Vector leased(Vector given, Network network, int number) {
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
