package io.onemachine.opennebula.resource;

import io.onemachine.opennebula.template.Attribute.Vector;
import java.util.List;
import java.util.Optional;

/**
 * A network card of a VM, or an alias: another address on a card.
 *
 * @param id {@code NIC_ID}, as text; aliases are numbered with the cards
 * @param network the network's name; empty when unknown
 * @param networkId the network's id, as text
 * @param attributes all attributes of the card
 */
public record Nic(String id, String network, String networkId, Vector attributes) {

    /** The attributes that may contain an address to reach the VM at, best first. */
    private static final List<String> ADDRESSES = List.of("EXTERNAL_IP", "IP", "IP6_GLOBAL", "IP6", "IP6_ULA");

    static Nic of(Vector attributes) {
        return new Nic(
                attributes.value("NIC_ID").orElse(""),
                attributes.value("NETWORK").orElse(""),
                attributes.value("NETWORK_ID").orElse(""),
                attributes);
    }

    /** Returns {@code NAME}, such as {@code NIC0} or, for an alias, {@code NIC0_ALIAS1}; empty when unknown. */
    public String name() {
        return attributes.value("NAME").orElse("");
    }

    /** Returns the {@code NAME} of the card that this is an alias of; empty for a card. */
    public String parent() {
        return attributes.value("PARENT").orElse("");
    }

    /** Returns whether its address is external, translated to the card's by a gateway. */
    public boolean isExternal() {
        return attributes.value("EXTERNAL").orElse("").equalsIgnoreCase("YES");
    }

    /** Returns the address to reach the VM at: the external one, IPv4, global IPv6, local IPv6, in this order. */
    public Optional<String> address() {
        return ADDRESSES.stream()
                .map(name -> attributes.value(name).orElse(""))
                .filter(address -> !address.isEmpty())
                .findFirst();
    }
}
