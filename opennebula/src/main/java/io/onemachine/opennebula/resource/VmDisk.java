package io.onemachine.opennebula.resource;

import io.onemachine.opennebula.template.Attribute.Vector;

/**
 * A disk of a VM.
 *
 * @param id {@code DISK_ID}, unique in the VM
 * @param image the image's name; empty for a disk without one
 * @param megabytes its size; -1 when unknown
 * @param attributes all attributes of the disk
 */
public record VmDisk(int id, String image, long megabytes, Vector attributes) {

    static VmDisk of(Vector attributes) {
        return new VmDisk(
                Numbers.integer(attributes.value("DISK_ID").orElse("")),
                attributes.value("IMAGE").orElse(""),
                Numbers.number(attributes.value("SIZE").orElse("")),
                attributes);
    }

    /** Returns whether the disk is one that holds data of its own: not a CD-ROM image and not swap space. */
    public boolean isData() {
        return !attributes.value("TYPE").orElse("").equalsIgnoreCase("CDROM")
                && !attributes.value("TYPE").orElse("").equalsIgnoreCase("swap");
    }
}
