package io.onemachine.opennebula.resource;

import io.onemachine.opennebula.xml.XmlElement;

/**
 * The owner of an object.
 *
 * @param userId {@code UID}
 * @param user {@code UNAME}
 * @param groupId {@code GID}
 * @param group {@code GNAME}
 */
public record Owner(int userId, String user, int groupId, String group) {

    static Owner of(XmlElement object) {
        return new Owner(
                Numbers.integer(object, "UID"),
                object.childText("UNAME"),
                Numbers.integer(object, "GID"),
                object.childText("GNAME"));
    }
}
