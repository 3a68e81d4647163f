package io.onemachine.opennebula.resource;

import io.onemachine.opennebula.xml.XmlElement;

/**
 * A security group: rules for a network card's traffic.
 *
 * @param id its id
 * @param name its name; unique for its owner
 * @param owner its owner
 */
public record SecurityGroup(int id, String name, Owner owner) {

    /** Parses a {@code <SECURITY_GROUP>}. */
    public static SecurityGroup of(XmlElement group) {
        return new SecurityGroup(Numbers.integer(group, "ID"), group.childText("NAME"), Owner.of(group));
    }
}
