package io.onemachine.opennebula.resource;

import io.onemachine.opennebula.template.Template;
import io.onemachine.opennebula.xml.XmlElement;
import java.util.List;

/**
 * A user.
 *
 * @param id its id
 * @param name its name
 * @param groupId the primary group's id
 * @param group the primary group's name
 * @param groupIds the ids of all groups of the user
 * @param template the user's template, for example {@code SSH_PUBLIC_KEY}
 * @param quotas the user's quotas
 */
public record User(
        int id, String name, int groupId, String group, List<Integer> groupIds, Template template, Quotas quotas) {

    public User {
        groupIds = List.copyOf(groupIds);
    }

    /** Parses a {@code <USER>}. */
    public static User of(XmlElement user) {
        return new User(
                Numbers.integer(user, "ID"),
                user.childText("NAME"),
                Numbers.integer(user, "GID"),
                user.childText("GNAME"),
                user.child("GROUPS").map(groups -> groups.children("ID")).orElse(List.of()).stream()
                        .map(XmlElement::text)
                        .filter(text -> text.matches("[0-9]{1,9}"))
                        .map(Integer::valueOf)
                        .toList(),
                user.child("TEMPLATE").map(Template::fromXml).orElse(Template.EMPTY),
                Quotas.of(user, "DEFAULT_USER_QUOTAS"));
    }
}
