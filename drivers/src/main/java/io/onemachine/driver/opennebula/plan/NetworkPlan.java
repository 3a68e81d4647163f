package io.onemachine.driver.opennebula.plan;

import io.onemachine.driver.opennebula.option.NetworkCards;
import io.onemachine.driver.opennebula.option.OpenNebulaConfig;
import io.onemachine.driver.opennebula.option.OpenNebulaOption;
import io.onemachine.driver.opennebula.option.VmAttributes;
import io.onemachine.driver.opennebula.plan.VmDemand.NetworkUse;
import io.onemachine.machine.error.DriverException;
import io.onemachine.opennebula.resource.User;
import io.onemachine.opennebula.resource.VirtualNetwork;
import io.onemachine.opennebula.resource.VmTemplate;
import io.onemachine.opennebula.template.Attribute.Vector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Plans a VM's network cards and the addresses that they take. */
final class NetworkPlan {

    private static final String NETWORK = "NETWORK";
    private static final String NETWORK_ID = "NETWORK_ID";
    private static final String NETWORK_OWNER = "NETWORK_UNAME";
    private static final String SECURITY_GROUPS = "SECURITY_GROUPS";

    private final CloudResources resources;
    private final OpenNebulaConfig config;
    private final User self;

    NetworkPlan(CloudResources resources, OpenNebulaConfig config, User self) {
        this.resources = resources;
        this.config = config;
        this.self = self;
    }

    /** Returns the cards to send: those of the options; none when the template's stay unchanged. */
    List<Vector> cards(Optional<VmTemplate> template) {
        List<Vector> cards = new ArrayList<>();
        resources.network().ifPresent(found -> cards.add(card(found)));
        for (Vector card : NetworkCards.of(config.texts(OpenNebulaOption.NIC)).cards()) {
            cards.add(withOwner(card));
        }
        List<String> groups = resources.securityGroups().stream()
                .map(group -> Integer.toString(group.id()))
                .toList();
        if (groups.isEmpty()) {
            return cards;
        }
        if (cards.isEmpty()) {
            cards.addAll(cardsOf(template));
        }
        return cards.stream().map(card -> withSecurityGroups(card, groups)).toList();
    }

    /**
     * Returns the addresses that the cards take, by network id.
     *
     * @throws DriverException when a network is missing
     */
    Map<Integer, NetworkUse> wanted(Optional<VmTemplate> template, List<Vector> cards) {
        Map<Integer, NetworkUse> wanted = new LinkedHashMap<>();
        for (Vector card : cards.isEmpty() ? cardsOf(template) : cards) {
            String where = cards.isEmpty() ? templateName(template) : OpenNebulaOption.NIC.toString();
            network(card, where).ifPresent(found -> {
                int before =
                        wanted.containsKey(found.id()) ? wanted.get(found.id()).addresses() : 0;
                wanted.put(found.id(), new NetworkUse(found, before + 1));
            });
        }
        return wanted;
    }

    private static List<Vector> cardsOf(Optional<VmTemplate> template) {
        return template.map(VmTemplate::template).stream()
                .flatMap(found -> Stream.concat(
                        found.vectors(VmAttributes.CARD).stream(), found.vectors(VmAttributes.ALIAS).stream()))
                .toList();
    }

    private static String templateName(Optional<VmTemplate> template) {
        return template.map(found -> "template " + found.id() + " (" + found.name() + ")")
                .orElse("");
    }

    /** Returns the card that the network options describe. */
    private Vector card(VirtualNetwork found) {
        if (config.has(OpenNebulaOption.NETWORK_ID)) {
            return Vector.of(VmAttributes.CARD).with(NETWORK_ID, config.text(OpenNebulaOption.NETWORK_ID));
        }
        return withOwnerOf(Vector.of(VmAttributes.CARD).with(NETWORK, found.name()), found);
    }

    /** Adds the owner: OpenNebula looks a name up among the caller's own networks unless the owner is given. */
    private Vector withOwner(Vector card) {
        if (card.value(NETWORK).isEmpty() || hasOwner(card) || NetworkCards.isChosenByScheduler(card)) {
            return card;
        }
        return withOwnerOf(
                card,
                resources.networkNamed(
                        OpenNebulaOption.NIC.flagName(), card.value(NETWORK).get(), ""));
    }

    private Vector withOwnerOf(Vector card, VirtualNetwork found) {
        return found.owner().userId() == self.id()
                ? card
                : card.with(NETWORK_OWNER, found.owner().user());
    }

    private static boolean hasOwner(Vector card) {
        return card.value(NETWORK_OWNER).isPresent()
                || card.value("NETWORK_UID").isPresent();
    }

    private static Vector withSecurityGroups(Vector card, List<String> groups) {
        String own = card.value(SECURITY_GROUPS).orElse("");
        String added = String.join(",", groups);
        return card.with(SECURITY_GROUPS, own.isEmpty() ? added : own + "," + added);
    }

    /** Returns the network of a card; empty when the scheduler chooses it, or its owner is given by id. */
    private Optional<VirtualNetwork> network(Vector card, String where) {
        if (NetworkCards.isChosenByScheduler(card)) {
            return Optional.empty();
        }
        Optional<String> id = card.value(NETWORK_ID).filter(CloudResources::isNumber);
        if (id.isPresent()) {
            return Optional.of(resources.networkById(where + ": NIC/" + NETWORK_ID, Integer.parseInt(id.get())));
        }
        Optional<String> name = card.value(NETWORK);
        if (name.isEmpty() || card.value("NETWORK_UID").isPresent()) {
            return Optional.empty();
        }
        String owner = card.value(NETWORK_OWNER).orElse(self.name());
        return Optional.of(resources
                .networks()
                .filter(network -> network.name().equals(name.get()))
                .filter(network -> network.owner().user().equals(owner))
                .findFirst()
                .orElseThrow(() -> new DriverException(
                        where + ": NIC/" + NETWORK + ": there is no network named \"" + name.get() + "\" of user \""
                                + owner + "\" that you may use",
                        "Name one with " + OpenNebulaOption.NETWORK_NAME + " or " + OpenNebulaOption.NETWORK_ID
                                + ". A name in a template is looked up among the networks of the user who instantiates it,"
                                + " unless the template has " + NETWORK_OWNER + " too.",
                        null)));
    }
}
