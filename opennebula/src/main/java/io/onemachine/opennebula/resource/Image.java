package io.onemachine.opennebula.resource;

import io.onemachine.opennebula.xml.XmlElement;

/**
 * A disk image.
 *
 * @param id its number
 * @param name its name; unique among its owner's
 * @param owner whose it is
 * @param sizeMb its size in MiB
 * @param persistent whether virtual machines write to it, so that one at a time can have it
 * @param stateNumber {@code STATE}: 1 ready, 2 in use, 4 being copied, 5 failed …
 */
public record Image(int id, String name, Owner owner, long sizeMb, boolean persistent, int stateNumber) {

    /** What it is doing. */
    public ImageState state() {
        return ImageState.of(stateNumber);
    }

    /** Reads an {@code <IMAGE>}. */
    public static Image of(XmlElement image) {
        return new Image(
                Numbers.integer(image, "ID"),
                image.childText("NAME"),
                Owner.of(image),
                Numbers.number(image, "SIZE"),
                Numbers.integer(image, "PERSISTENT") == 1,
                Numbers.integer(image, "STATE"));
    }
}
