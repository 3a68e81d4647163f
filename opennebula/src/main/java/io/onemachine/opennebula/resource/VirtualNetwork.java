package io.onemachine.opennebula.resource;

import io.onemachine.opennebula.template.Template;
import io.onemachine.opennebula.xml.XmlElement;
import java.util.List;

/**
 * A virtual network.
 *
 * @param id its id
 * @param name its name; unique for its owner
 * @param owner its owner
 * @param addresses the number of leases in its address ranges
 * @param usedLeases the number of leases in use
 * @param template its attributes
 */
public record VirtualNetwork(int id, String name, Owner owner, long addresses, long usedLeases, Template template) {

    /** Parses a {@code <VNET>}. */
    public static VirtualNetwork of(XmlElement network) {
        long addresses = 0;
        for (XmlElement range :
                network.child("AR_POOL").map(pool -> pool.children("AR")).orElse(List.of())) {
            addresses += Math.max(0, Numbers.number(range, "SIZE"));
        }
        return new VirtualNetwork(
                Numbers.integer(network, "ID"),
                network.childText("NAME"),
                Owner.of(network),
                addresses,
                Math.max(0, Numbers.number(network, "USED_LEASES")),
                network.child("TEMPLATE").map(Template::fromXml).orElse(Template.EMPTY));
    }
}
