package io.onemachine.opennebula.resource;

import io.onemachine.opennebula.template.Template;
import io.onemachine.opennebula.xml.XmlElement;
import java.util.List;

/**
 * A virtual network.
 *
 * @param id its number
 * @param name its name; unique among its owner's
 * @param owner whose it is
 * @param addresses how many leases its address ranges have
 * @param usedLeases how many of them are taken
 * @param template what it says
 */
public record VirtualNetwork(int id, String name, Owner owner, long addresses, long usedLeases, Template template) {

    /** Reads a {@code <VNET>}. */
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
