package io.onemachine.opennebula.resource;

import io.onemachine.opennebula.template.Template;
import io.onemachine.opennebula.xml.XmlElement;

/**
 * A template that virtual machines are made from.
 *
 * @param id its number
 * @param name its name; unique among its owner's
 * @param owner whose it is
 * @param template what it says
 */
public record VmTemplate(int id, String name, Owner owner, Template template) {

    /** Reads a {@code <VMTEMPLATE>}. */
    public static VmTemplate of(XmlElement template) {
        return new VmTemplate(
                Numbers.integer(template, "ID"),
                template.childText("NAME"),
                Owner.of(template),
                template.child("TEMPLATE").map(Template::fromXml).orElse(Template.EMPTY));
    }
}
