package io.onemachine.opennebula.resource;

import io.onemachine.opennebula.template.Template;
import io.onemachine.opennebula.xml.XmlElement;

/**
 * A user.
 *
 * @param id its number
 * @param name its name
 * @param groupId the primary group's number
 * @param group the primary group's name
 * @param template what the user noted, for example {@code SSH_PUBLIC_KEY}
 */
public record User(int id, String name, int groupId, String group, Template template) {

    /** Reads a {@code <USER>}. */
    public static User of(XmlElement user) {
        return new User(
                Numbers.integer(user, "ID"),
                user.childText("NAME"),
                Numbers.integer(user, "GID"),
                user.childText("GNAME"),
                user.child("TEMPLATE").map(Template::fromXml).orElse(Template.EMPTY));
    }
}
