package io.onemachine.driver.opennebula.plan;

import io.onemachine.driver.opennebula.option.CustomAttributes;
import io.onemachine.driver.opennebula.option.OpenNebulaConfig;
import io.onemachine.driver.opennebula.option.OpenNebulaOption;
import io.onemachine.machine.error.DriverException;
import io.onemachine.opennebula.resource.Image;
import io.onemachine.opennebula.resource.User;
import io.onemachine.opennebula.resource.VmTemplate;
import io.onemachine.opennebula.template.Attribute.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks that the images of a VM can be used. */
final class ImageCheck {

    private static final String DISK = "DISK";
    private static final String IMAGE = "IMAGE";
    private static final String IMAGE_ID = "IMAGE_ID";
    private static final String IMAGE_OWNER = "IMAGE_UNAME";

    private final CloudResources resources;
    private final OpenNebulaConfig config;
    private final User self;
    private final List<ImageDisk> wanted = new ArrayList<>();

    /**
     * A disk made of an image.
     *
     * @param megabytes its size
     */
    record ImageDisk(Image image, long megabytes) {}

    ImageCheck(CloudResources resources, OpenNebulaConfig config, User self) {
        this.resources = resources;
        this.config = config;
        this.self = self;
    }

    static boolean isOfAnImage(Vector disk) {
        return disk.value(IMAGE).isPresent() || disk.value(IMAGE_ID).isPresent();
    }

    /**
     * Checks the images of the options, and those of the template where the options do not replace its disks.
     *
     * @throws DriverException when an image is missing, broken, in use, or larger than its disk
     */
    void check(Optional<VmTemplate> template, Optional<Image> named) {
        named.ifPresent(image -> {
            checkSize(image);
            OpenNebulaOption by =
                    config.has(OpenNebulaOption.IMAGE_ID) ? OpenNebulaOption.IMAGE_ID : OpenNebulaOption.IMAGE_NAME;
            checkState(image, by.toString());
            wanted.add(disk(image, config.text(OpenNebulaOption.DISK_RESIZE)));
        });
        List<Vector> own =
                CustomAttributes.of(config.texts(OpenNebulaOption.ATTRIBUTE)).vectors(DISK);
        // Disks of the options replace those of the template.
        if (own.isEmpty() && template.isPresent()) {
            VmTemplate found = template.get();
            check(found.template().vectors(DISK), "template " + found.id() + " (" + found.name() + ")");
        } else {
            check(own, OpenNebulaOption.ATTRIBUTE.toString());
        }
    }

    private void check(List<Vector> disks, String where) {
        for (Vector disk : disks) {
            image(disk, where).ifPresent(image -> {
                checkState(image, where);
                wanted.add(disk(image, disk.value("SIZE").orElse("")));
            });
        }
    }

    private static ImageDisk disk(Image image, String size) {
        return new ImageDisk(image, CloudResources.isNumber(size) ? Long.parseLong(size) : image.sizeMb());
    }

    /** Returns the disks made of images; known after {@link #check}. */
    List<ImageDisk> wanted() {
        return List.copyOf(wanted);
    }

    private void checkSize(Image image) {
        if (config.has(OpenNebulaOption.DISK_RESIZE)
                && Long.parseLong(config.text(OpenNebulaOption.DISK_RESIZE)) < image.sizeMb()) {
            throw new DriverException(OpenNebulaOption.DISK_RESIZE + ": image \"" + image.name() + "\" has "
                    + image.sizeMb() + " MB and cannot shrink to " + config.text(OpenNebulaOption.DISK_RESIZE) + " MB");
        }
    }

    /** Checks an image's state. OpenNebula waits for images that are being copied or are locked. */
    private void checkState(Image image, String where) {
        String subject = where + ": image " + image.id() + " (" + image.name() + ") ";
        switch (image.state()) {
            case DISABLED ->
                throw new DriverException(
                        subject + "is disabled", "Its owner can enable it: oneimage enable " + image.id(), null);
            case ERROR, DELETE ->
                throw new DriverException(subject + "cannot be used: it is in state " + image.state());
            case USED_PERS, LOCKED_USED_PERS -> {
                if (!config.isOn(OpenNebulaOption.PERSISTENT)) {
                    throw new DriverException(
                            subject + "is persistent, and another VM uses it",
                            "A persistent image is for one VM at a time; " + OpenNebulaOption.PERSISTENT
                                    + " copies template and images for this one.",
                            null);
                }
            }
            case INIT, READY, USED, LOCKED, CLONE, LOCKED_USED, UNRECOGNIZED -> {}
        }
    }

    /** Returns the image of a template's disk; empty for a volatile disk, or when its owner is given by id. */
    private Optional<Image> image(Vector disk, String where) {
        Optional<String> id = disk.value(IMAGE_ID).filter(CloudResources::isNumber);
        if (id.isPresent()) {
            return Optional.of(resources.imageById(where + ": DISK/" + IMAGE_ID, Integer.parseInt(id.get())));
        }
        Optional<String> name = disk.value(IMAGE);
        if (name.isEmpty() || disk.value("IMAGE_UID").isPresent()) {
            return Optional.empty();
        }
        String owner = disk.value(IMAGE_OWNER).orElse(self.name());
        return Optional.of(resources
                .images()
                .filter(image -> image.name().equals(name.get()))
                .filter(image -> image.owner().user().equals(owner))
                .findFirst()
                .orElseThrow(() -> new DriverException(
                        where + ": DISK/" + IMAGE + ": there is no image named \"" + name.get() + "\" of user \""
                                + owner + "\" that you may use",
                        "A name in a template is looked up among the images of the user who instantiates it, unless the template"
                                + " has " + IMAGE_OWNER + " too. The template's owner can add it.",
                        null)));
    }
}
