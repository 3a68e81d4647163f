package io.onemachine.devcloud.allocation;

import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.Attributes.Vector;
import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.Ipv4Subnet;
import io.onemachine.devcloud.cloud.Ipv6Subnet;
import io.onemachine.devcloud.cloud.Network;
import io.onemachine.devcloud.cloud.Subnet;
import io.onemachine.devcloud.cloud.User;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Resolves a machine's CONTEXT: variables are replaced, and {@code NETWORK=YES} adds what the guest needs to set up its cards. */
public final class Context {

    /** {@code $NAME}, {@code $USER[SSH_PUBLIC_KEY]}, {@code $NETWORK[DNS, NAME="public"]}. */
    private static final Pattern VARIABLE = Pattern.compile(
            "\\$(?<name>[A-Za-z_]\\w*)(\\[\\s*(?<key>\\w+)\\s*(,\\s*(?<by>\\w+)\\s*=\\s*\"(?<value>[^\"]*)\"\\s*)?\\])?");

    /** Scripts are full of dollar signs of their own. */
    private static final List<String> LITERAL = List.of("START_SCRIPT", "START_SCRIPT_BASE64");

    /** What a card has only when somebody asked for it. */
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
    private final User owner;
    private final Map<String, String> own;
    private final Attributes template;
    private final Attributes userTemplate;

    /**
     * @param own the machine's name, number, owner and group by the names a template knows them by
     * @param template the machine's attributes with completed disks and cards
     * @param userTemplate its other attributes, answers to {@code USER_INPUTS} among them
     */
    Context(Cloud cloud, User owner, Map<String, String> own, Attributes template, Attributes userTemplate) {
        this.cloud = cloud;
        this.owner = owner;
        this.own = Map.copyOf(own);
        this.template = template;
        this.userTemplate = userTemplate;
    }

    /** The context to put in place of the one given. */
    Vector resolve(Vector given) {
        Vector context = new Vector(new TreeMap<>(given.texts()));
        context.texts().replaceAll((name, text) -> LITERAL.contains(name) ? text : substitute(text));
        if (context.text("NETWORK").toUpperCase(Locale.ROOT).equals("YES")) {
            List<Vector> nics = template.vectors("NIC");
            for (int i = 0; i < nics.size(); i++) {
                describe(context, "ETH" + i + "_", nics.get(i));
            }
            for (Vector alias : template.vectors("NIC_ALIAS")) {
                String prefix = "ETH" + alias.text("PARENT_ID") + "_ALIAS" + alias.text("ALIAS_ID") + "_";
                describe(context, prefix, alias);
            }
        }
        return context.with("DISK_ID", Integer.toString(template.vectors("DISK").size()))
                .with("TARGET", "hda");
    }

    private void describe(Vector context, String prefix, Vector nic) {
        Network network = cloud.network(Integer.parseInt(nic.text("NETWORK_ID")));
        for (String name : PLAIN_NIC_ATTRIBUTES) {
            context.with(prefix + name, nic.text(name));
        }
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

    private String substitute(String text) {
        return VARIABLE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value(match)));
    }

    private String value(MatchResult variable) {
        String name = variable.group("name").toUpperCase(Locale.ROOT);
        String key = variable.group("key");
        if (key == null) {
            return Optional.ofNullable(own.get(name))
                    .orElseGet(() -> template.has(name) ? template.text(name) : userTemplate.text(name));
        }
        String attribute = key.toUpperCase(Locale.ROOT);
        return switch (name) {
            case "USER" -> owner.attributes().text(attribute);
            case "NETWORK" ->
                chosen("NIC", variable).map(nic -> ofNetwork(nic, attribute)).orElse("");
            case "IMAGE" ->
                chosen("DISK", variable).map(disk -> ofImage(disk, attribute)).orElse("");
            default ->
                chosen(name, variable).map(vector -> vector.text(attribute)).orElse("");
        };
    }

    private Optional<Vector> chosen(String name, MatchResult variable) {
        String by = variable.group("by");
        String wanted = variable.group("value");
        return template.vectors(name).stream()
                .filter(vector -> by == null
                        || vector.text(by.toUpperCase(Locale.ROOT)).equals(wanted)
                        || vector.text(name.equals("NIC") ? "NETWORK" : "IMAGE").equals(wanted))
                .findFirst();
    }

    private String ofNetwork(Vector nic, String attribute) {
        Subnet subnet = cloud.network(Integer.parseInt(nic.text("NETWORK_ID"))).subnet();
        return switch (subnet) {
            case Ipv4Subnet ipv4 ->
                switch (attribute) {
                    case "DNS", "GATEWAY" -> ipv4.gatewayAddress();
                    case "NETWORK_ADDRESS" -> Ipv4Subnet.format(ipv4.base());
                    case "NETWORK_MASK" -> ipv4.mask();
                    default -> nic.text(attribute);
                };
            case Ipv6Subnet ipv6 ->
                switch (attribute) {
                    case "DNS", "GATEWAY6" -> ipv6.gatewayAddress();
                    case "PREFIX_LENGTH" -> Integer.toString(ipv6.prefixLength());
                    default -> nic.text(attribute);
                };
        };
    }

    private String ofImage(Vector disk, String attribute) {
        return Numbers.id(disk.text("IMAGE_ID"))
                .flatMap(cloud::findImage)
                .map(image -> image.attributes().text(attribute))
                .orElse("");
    }
}
