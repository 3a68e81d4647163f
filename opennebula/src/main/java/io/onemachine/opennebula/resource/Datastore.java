package io.onemachine.opennebula.resource;

import io.onemachine.opennebula.template.Template;
import io.onemachine.opennebula.xml.XmlElement;

/**
 * A datastore for images, files or the disks of VMs.
 *
 * @param id its id
 * @param name its name
 * @param template its attributes
 */
public record Datastore(int id, String name, Template template) {

    /** Parses a {@code <DATASTORE>}. */
    public static Datastore of(XmlElement datastore) {
        return new Datastore(
                Numbers.integer(datastore, "ID"),
                datastore.childText("NAME"),
                datastore.child("TEMPLATE").map(Template::fromXml).orElse(Template.EMPTY));
    }

    /** Returns where a VM's copy of an image is made: {@code SYSTEM}, {@code SELF} or {@code NONE}; empty when unknown. */
    public String cloneTarget() {
        return template.single("CLONE_TARGET").orElse("");
    }

    /** Returns where a persistent image is used: {@code SYSTEM}, {@code SELF} or {@code NONE}; empty when unknown. */
    public String linkTarget() {
        return template.single("LN_TARGET").orElse("");
    }
}
