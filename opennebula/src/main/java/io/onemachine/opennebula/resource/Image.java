package io.onemachine.opennebula.resource;

import io.onemachine.opennebula.xml.XmlElement;

/**
 * A disk image.
 *
 * @param id its id
 * @param name its name; unique for its owner
 * @param owner its owner
 * @param sizeMb its size in MiB
 * @param persistent whether VMs write to it, so that only one at a time can use it
 * @param datastoreId the id of the datastore that holds it; -1 when unknown
 * @param stateNumber {@code STATE}: 1 ready, 2 in use, 4 being copied, 5 failed …
 */
public record Image(
        int id, String name, Owner owner, long sizeMb, boolean persistent, int datastoreId, int stateNumber) {

    /** Returns its state. */
    public ImageState state() {
        return ImageState.of(stateNumber);
    }

    /** Parses an {@code <IMAGE>}. */
    public static Image of(XmlElement image) {
        return new Image(
                Numbers.integer(image, "ID"),
                image.childText("NAME"),
                Owner.of(image),
                Numbers.number(image, "SIZE"),
                Numbers.integer(image, "PERSISTENT") == 1,
                Numbers.integer(image, "DATASTORE_ID"),
                Numbers.integer(image, "STATE"));
    }
}
