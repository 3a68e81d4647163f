package io.onemachine.devcloud.allocation;

import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.Attributes.Vector;
import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.Ipv4Subnet;
import io.onemachine.devcloud.cloud.Ipv6Subnet;
import io.onemachine.devcloud.cloud.Network;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Resolves a VM's CONTEXT: replaces variables, and adds the network settings that {@code NETWORK=YES} asks for. */
public final class Context {

    /** Attributes without variables: scripts are full of dollar signs of their own. */
    private static final List<String> LITERAL = List.of("START_SCRIPT", "START_SCRIPT_BASE64");

    /** Attributes of a card that are copied only when given. */
    private static final List<String> PLAIN_NIC_ATTRIBUTES = List.of(
            "EXTERNAL",
            "IP6",
            "IP6_GATEWAY",
            "IP6_METHOD",
            "IP6_METRIC",
            "IP6_PREFIX_LENGTH",
            "IP6_ULA",
            "METHOD",
            "METRIC",
            "MTU",
            "SEARCH_DOMAIN",
            "VLAN_ID",
            "VROUTER_IP",
            "VROUTER_IP6",
            "VROUTER_MANAGEMENT");

    private final Cloud cloud;
    private final Variables variables;
    private final Attributes template;

    /** @param template the VM's attributes with completed disks and cards */
    Context(Cloud cloud, Variables variables, Attributes template) {
        this.cloud = cloud;
        this.variables = variables;
        this.template = template;
    }

    /** Returns the resolved context. */
    Vector resolve(Vector given) {
        Vector context = new Vector(new TreeMap<>(given.texts()));
        context.texts().replaceAll((name, text) -> LITERAL.contains(name) ? text : variables.substitute(text));
        Stream.concat(template.vectors("NIC").stream(), template.vectors("NIC_ALIAS").stream())
                .filter(nic -> !AutomaticNetworks.isOpen(nic))
                .forEach(nic -> describe(cloud, context, nic));
        return context.with("DISK_ID", Integer.toString(template.vectors("DISK").size()))
                .with("TARGET", "hda");
    }

    /** Adds a card or an alias to a context, if the context asks for that. */
    static void describe(Cloud cloud, Vector context, Vector nic) {
        if (!context.text("NETWORK").toUpperCase(Locale.ROOT).equals("YES")) {
            return;
        }
        String prefix = nic.has("PARENT_ID")
                ? "ETH" + nic.text("PARENT_ID") + "_ALIAS" + nic.text("ALIAS_ID") + "_"
                : "ETH" + nic.text("NIC_ID") + "_";
        Network network = cloud.network(Integer.parseInt(nic.text("NETWORK_ID")));
        Stream.concat(PLAIN_NIC_ATTRIBUTES.stream(), cloud.release().additionalCardAttributes().stream())
                .forEach(name -> context.with(prefix + name, nic.text(name)));
        context.with(prefix + "DNS", network.subnet().gatewayAddress())
                .with(prefix + "GATEWAY", nic.text("GATEWAY"))
                .with(prefix + "IP", nic.text("IP"))
                .with(prefix + "MAC", nic.text("MAC"));
        switch (network.subnet()) {
            case Ipv4Subnet subnet ->
                context.with(prefix + "MASK", subnet.mask()).with(prefix + "NETWORK", Ipv4Subnet.format(subnet.base()));
            case Ipv6Subnet subnet ->
                context.with(prefix + "IP6", nic.text("IP6_GLOBAL"))
                        .with(prefix + "IP6_GATEWAY", subnet.gatewayAddress())
                        .with(prefix + "IP6_PREFIX_LENGTH", Integer.toString(subnet.prefixLength()))
                        .with(prefix + "MASK", "")
                        .with(prefix + "NETWORK", "");
        }
    }
}
