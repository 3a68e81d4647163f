package io.onemachine.opennebula.resource;

import io.onemachine.opennebula.template.Template;
import io.onemachine.opennebula.xml.XmlElement;

/**
 * A template for VMs.
 *
 * @param id its id
 * @param name its name; unique for its owner
 * @param owner its owner
 * @param template its attributes
 */
public record VmTemplate(int id, String name, Owner owner, Template template) {

    /** Parses a {@code <VMTEMPLATE>}. */
    public static VmTemplate of(XmlElement template) {
        return new VmTemplate(
                Numbers.integer(template, "ID"),
                template.childText("NAME"),
                Owner.of(template),
                template.child("TEMPLATE").map(Template::fromXml).orElse(Template.EMPTY));
    }
}
