package io.onemachine.devcloud.allocation;

import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.Attributes.Vector;
import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.CloudException;
import io.onemachine.devcloud.cloud.ErrorCode;
import io.onemachine.devcloud.cloud.Ipv4Subnet;
import io.onemachine.devcloud.cloud.Ipv6Subnet;
import io.onemachine.devcloud.cloud.Subnet;
import io.onemachine.devcloud.cloud.User;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces variables by their values: {@code $NAME}, {@code $USER[SSH_PUBLIC_KEY]}, {@code $NETWORK[DNS, NETWORK="public"]}.
 * Unknown variables are empty. A dollar sign after a backslash stays, and so does the backslash.
 */
final class Variables {

    private static final String REQUIREMENTS = "SCHED_REQUIREMENTS";
    private static final String FORMER_REQUIREMENTS = "REQUIREMENTS";

    private static final Pattern VARIABLE = Pattern.compile(
            "(?<!\\\\)\\$(?<name>\\w+)(\\[\\s*(?<key>\\w+)\\s*(,\\s*(?<by>\\w+)\\s*=\\s*\"(?<value>[^\"]*)\"\\s*)?\\])?");

    private static final Pattern STRAY = Pattern.compile("(?<!\\\\)\\$(?!\\w)");

    private final Cloud cloud;
    private final User owner;
    private final Map<String, String> own;
    private final Attributes template;
    private final Attributes userTemplate;

    /**
     * @param own the VM's name, id, owner and group, by their names in templates
     * @param template the VM's attributes with completed disks and cards
     * @param userTemplate its other attributes, including answers to {@code USER_INPUTS}
     */
    Variables(Cloud cloud, User owner, Map<String, String> own, Attributes template, Attributes userTemplate) {
        this.cloud = cloud;
        this.owner = owner;
        this.own = Map.copyOf(own);
        this.template = template;
        this.userTemplate = userTemplate;
    }

    String substitute(String text) {
        return VARIABLE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value(match)));
    }

    /**
     * Resolves the VM's host requirements.
     *
     * @throws CloudException when they are not a single text, or contain a dollar sign that begins no variable
     */
    void resolveRequirements() {
        List<Attributes.Value> given =
                userTemplate.all(userTemplate.has(REQUIREMENTS) ? REQUIREMENTS : FORMER_REQUIREMENTS);
        if (given.isEmpty()) {
            return;
        }
        if (given.size() > 1) {
            throw new CloudException(ErrorCode.INTERNAL, "Only one SCHED_REQUIREMENTS attribute can be defined.");
        }
        if (!(given.getFirst() instanceof Attributes.Text(String text))) {
            throw new CloudException(ErrorCode.INTERNAL, "Wrong format for SCHED_REQUIREMENTS attribute.");
        }
        if (STRAY.matcher(text).find()) {
            throw new CloudException(
                    ErrorCode.INTERNAL,
                    "Error parsing: " + text + ". syntax error, unexpected EOA, expecting VARIABLE");
        }
        userTemplate.remove(FORMER_REQUIREMENTS);
        userTemplate.set(REQUIREMENTS, substitute(text));
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

    /** Returns an attribute of a card's network; empty while the scheduler has yet to choose it. */
    private String ofNetwork(Vector nic, String attribute) {
        if (AutomaticNetworks.isOpen(nic)) {
            return "";
        }
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
