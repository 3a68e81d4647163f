package io.onemachine.opennebula.resource;

import io.onemachine.opennebula.template.Attribute.Vector;
import java.util.List;
import java.util.Optional;

/**
 * A network card of a virtual machine.
 *
 * @param id {@code NIC_ID}, as text
 * @param network the network's name; empty when it is not known
 * @param networkId the network's id, as text
 * @param attributes everything OpenNebula says about the card
 */
public record Nic(String id, String network, String networkId, Vector attributes) {

    /** The attributes that may hold an address to reach the virtual machine at, best first. */
    private static final List<String> ADDRESSES = List.of("EXTERNAL_IP", "IP", "IP6_GLOBAL", "IP6");

    static Nic of(Vector attributes) {
        return new Nic(
                attributes.value("NIC_ID").orElse(""),
                attributes.value("NETWORK").orElse(""),
                attributes.value("NETWORK_ID").orElse(""),
                attributes);
    }

    /** The address to reach the virtual machine at: the external one, IPv4, global IPv6, in this order. */
    public Optional<String> address() {
        return ADDRESSES.stream()
                .map(name -> attributes.value(name).orElse(""))
                .filter(address -> !address.isEmpty())
                .findFirst();
    }
}
