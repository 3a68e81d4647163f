package io.onemachine.opennebula.resource;

import io.onemachine.opennebula.template.Attribute.Vector;
import io.onemachine.opennebula.xml.XmlElement;
import java.time.Instant;
import java.util.Optional;

/**
 * A snapshot of a running VM, memory included, or of one of its disks.
 *
 * @param disk the {@code DISK_ID} of the disk; empty for a snapshot of the whole VM
 * @param id its id: unique in the VM, or in the disk
 * @param name its name; not unique
 * @param taken its time; empty when unknown
 * @param isCurrent whether the disk's present state is based on it; false for a snapshot of the whole VM
 */
public record VmSnapshot(Optional<Integer> disk, int id, String name, Optional<Instant> taken, boolean isCurrent) {

    static VmSnapshot ofVm(Vector attributes) {
        return new VmSnapshot(
                Optional.empty(),
                Numbers.integer(attributes.value("SNAPSHOT_ID").orElse("")),
                attributes.value("NAME").orElse(""),
                Numbers.time(attributes.value("TIME").orElse("")),
                false);
    }

    /** Parses a {@code <SNAPSHOT>} in a {@code <SNAPSHOTS>}. */
    static VmSnapshot ofDisk(int disk, XmlElement snapshot) {
        return new VmSnapshot(
                Optional.of(disk),
                Numbers.integer(snapshot, "ID"),
                snapshot.childText("NAME"),
                Numbers.time(snapshot.childText("DATE")),
                snapshot.childText("ACTIVE").equalsIgnoreCase("YES"));
    }
}
