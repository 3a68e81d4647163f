package io.onemachine.opennebula.resource;

import io.onemachine.opennebula.xml.XmlElement;

/**
 * A group of users.
 *
 * @param id its id; 0 is the administrators' group
 * @param name its name
 * @param quotas the quotas that its users share
 */
public record Group(int id, String name, Quotas quotas) {

    /** Parses a {@code <GROUP>}. */
    public static Group of(XmlElement group) {
        return new Group(
                Numbers.integer(group, "ID"), group.childText("NAME"), Quotas.of(group, "DEFAULT_GROUP_QUOTAS"));
    }
}
