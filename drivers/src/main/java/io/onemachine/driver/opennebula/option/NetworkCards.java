package io.onemachine.driver.opennebula.option;

import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.opennebula.template.Attribute;
import io.onemachine.opennebula.template.Attribute.Vector;
import io.onemachine.opennebula.template.Template;
import io.onemachine.opennebula.template.TemplateSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The value of {@code --opennebula-nic}.
 *
 * @param cards the cards to create, and aliases on them, in the format of templates
 * @param machines the card whose address is the machine's; empty when none is named
 */
public record NetworkCards(List<Vector> cards, String machines) {

    private static final String PARENT = "PARENT";
    private static final Set<String> NETWORK = Set.of("NETWORK", "NETWORK_ID", "NETWORK_MODE");

    /** Parses the values, in order. */
    public static NetworkCards of(List<String> given) {
        List<Vector> cards = new ArrayList<>();
        String machines = "";
        for (String text : given) {
            if (text.contains("=")) {
                cards.add(card(text));
            } else if (!machines.isEmpty()) {
                throw wrong("\"" + machines + "\" and \"" + text + "\": one card can be the machine's");
            } else if (text.isBlank()) {
                throw wrong("\"" + text + "\" is neither a card, as NETWORK=NAME or the like, nor one's name");
            } else {
                machines = text.strip();
            }
        }
        return new NetworkCards(List.copyOf(cards), machines);
    }

    private static Vector card(String text) {
        List<Attribute> read;
        try {
            read = Template.parse(VmAttributes.CARD + "=[" + text + "]").attributes();
        } catch (TemplateSyntaxException e) {
            throw wrong("\"" + text + "\" is not a list KEY=VALUE,...: " + e.getMessage());
        }
        // A bracket in the text ends the list early; the rest would become further attributes.
        if (read.size() != 1 || !(read.getFirst() instanceof Vector card)) {
            throw wrong("\"" + text + "\" is not a list KEY=VALUE,...");
        }
        if (card.values().keySet().stream().noneMatch(NETWORK::contains)) {
            throw wrong("\"" + text + "\" names no network: NETWORK=NAME, NETWORK_ID=ID or NETWORK_MODE=auto");
        }
        if (card.value("NETWORK").isPresent() && card.value("NETWORK_ID").isPresent()) {
            throw wrong("\"" + text + "\" names a network by name and by id");
        }
        if (isChosenByScheduler(card)) {
            if (card.value("NETWORK").isPresent() || card.value("NETWORK_ID").isPresent()) {
                throw wrong("\"" + text + "\" names a network and leaves it to the scheduler (NETWORK_MODE=auto)");
            }
            if (card.value(PARENT).isPresent()) {
                throw wrong("\"" + text + "\" is an alias: the scheduler chooses networks of cards only");
            }
        }
        return card.value(PARENT).isPresent() ? new Vector(VmAttributes.ALIAS, card.values()) : card;
    }

    private static DriverOptionException wrong(String what) {
        return new DriverOptionException(OpenNebulaOption.NIC + ": " + what);
    }

    /** Returns whether the front end's scheduler chooses the network of a card. */
    public static boolean isChosenByScheduler(Vector card) {
        return card.value("NETWORK_MODE").orElse("").equalsIgnoreCase("auto");
    }
}
