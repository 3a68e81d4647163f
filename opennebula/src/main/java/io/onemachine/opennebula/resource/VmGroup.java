package io.onemachine.opennebula.resource;

import io.onemachine.opennebula.xml.XmlElement;
import java.util.List;

/**
 * A group of VMs, whose roles decide which share a host and which do not.
 *
 * @param id its id
 * @param name its name; unique for its owner
 * @param owner its owner
 * @param roles the names of its roles
 */
public record VmGroup(int id, String name, Owner owner, List<String> roles) {

    public VmGroup {
        roles = List.copyOf(roles);
    }

    /** Parses a {@code <VM_GROUP>}. */
    public static VmGroup of(XmlElement group) {
        List<XmlElement> roles =
                group.child("ROLES").map(found -> found.children("ROLE")).orElse(List.of());
        return new VmGroup(
                Numbers.integer(group, "ID"),
                group.childText("NAME"),
                Owner.of(group),
                roles.stream().map(role -> role.childText("NAME")).toList());
    }
}
