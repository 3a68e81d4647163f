package io.onemachine.opennebula.resource;

import io.onemachine.opennebula.xml.XmlElement;

/**
 * A group of users.
 *
 * @param id its number; 0 is the administrators'
 * @param name its name
 * @param quotas what its users may have together
 */
public record Group(int id, String name, Quotas quotas) {

    /** Reads a {@code <GROUP>}. */
    public static Group of(XmlElement group) {
        return new Group(
                Numbers.integer(group, "ID"), group.childText("NAME"), Quotas.of(group, "DEFAULT_GROUP_QUOTAS"));
    }
}
