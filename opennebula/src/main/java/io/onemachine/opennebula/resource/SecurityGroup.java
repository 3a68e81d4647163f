package io.onemachine.opennebula.resource;

import io.onemachine.opennebula.xml.XmlElement;

/**
 * A security group: rules about a network card's traffic.
 *
 * @param id its number
 * @param name its name; unique among its owner's
 * @param owner whose it is
 */
public record SecurityGroup(int id, String name, Owner owner) {

    /** Reads a {@code <SECURITY_GROUP>}. */
    public static SecurityGroup of(XmlElement group) {
        return new SecurityGroup(Numbers.integer(group, "ID"), group.childText("NAME"), Owner.of(group));
    }
}
