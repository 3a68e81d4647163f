package io.onemachine.devcloud.allocation;

import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.Attributes.Vector;
import io.onemachine.devcloud.cloud.CloudException;
import io.onemachine.devcloud.cloud.ErrorCode;
import io.onemachine.devcloud.cloud.Image;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Completes the disks of a VM. */
final class Disks {

    private static final String DEFAULT_PREFIX = "sd";

    private final References references;
    private final Map<String, Integer> disksByPrefix = new HashMap<>();

    Disks(References references) {
        this.references = references;
    }

    /** Returns the disks in order, each with its id, target device and its image's attributes. */
    List<Vector> complete(Attributes template) {
        List<Vector> disks = new ArrayList<>();
        for (Vector given : template.vectors("DISK")) {
            int number = disks.size();
            try {
                disks.add(complete(given, number));
            } catch (CloudException e) {
                throw new CloudException(e.code(), "DISK " + number + ": " + e.getMessage());
            }
        }
        applyBootOrder(template, disks);
        return disks;
    }

    private Vector complete(Vector given, int number) {
        Optional<Image> image = references.image(given);
        Vector disk = given.copy().with("DISK_ID", Integer.toString(number));
        disk.with("ALLOW_ORPHANS", "NO")
                .with("CLUSTER_ID", "0")
                .with("DISK_TYPE", "FILE")
                .with("TM_MAD", "devcloud");
        if (image.isPresent()) {
            fromImage(disk, image.get());
        } else {
            volatileDisk(disk);
        }
        String prefix = disk.text("DEV_PREFIX");
        if (!disk.has("TARGET")) {
            disk.with("TARGET", prefix + nextLetter(prefix));
        }
        return disk;
    }

    private static void fromImage(Vector disk, Image image) {
        if (disk.has("SIZE")) {
            requireSize(disk, image);
        } else {
            disk.with("SIZE", Long.toString(image.sizeMb()));
        }
        if (!disk.has("DEV_PREFIX")) {
            String prefix = image.attributes().text("DEV_PREFIX");
            disk.with("DEV_PREFIX", prefix.isEmpty() ? DEFAULT_PREFIX : prefix);
        }
        disk.with("IMAGE", image.name())
                .with("IMAGE_ID", Integer.toString(image.id()))
                .with("IMAGE_STATE", "2")
                .with("CLONE", "YES")
                .with("CLONE_TARGET", "SYSTEM")
                .with("DATASTORE", "default")
                .with("DATASTORE_ID", "1")
                .with("DISK_SNAPSHOT_TOTAL_SIZE", "0")
                .with("DRIVER", "raw")
                .with("FORMAT", "raw")
                .with("LN_TARGET", "NONE")
                .with("PERSISTENT_SNAPSHOTS", "YES")
                .with("ORIGINAL_SIZE", Long.toString(image.sizeMb()))
                .with("READONLY", "NO")
                .with("SAVE", "NO")
                .with("SOURCE", image.source())
                .with("TYPE", "FILE");
    }

    private static void requireSize(Vector disk, Image image) {
        long size = size(disk);
        if (size < image.sizeMb()) {
            throw new CloudException(
                    ErrorCode.INTERNAL,
                    "SIZE of " + size + "MB is less than the image [" + image.id() + "] size of " + image.sizeMb()
                            + "MB.");
        }
    }

    private static void volatileDisk(Vector disk) {
        disk.with("SIZE", Long.toString(size(disk)));
        if (!disk.has("DEV_PREFIX")) {
            disk.with("DEV_PREFIX", DEFAULT_PREFIX);
        }
        if (!disk.has("TYPE")) {
            disk.with("TYPE", "fs");
        }
        if (!disk.has("FORMAT")) {
            disk.with("FORMAT", "raw");
        }
        disk.with("DRIVER", disk.text("FORMAT")).with("DATASTORE", "system").with("DATASTORE_ID", "0");
    }

    private static long size(Vector disk) {
        return Numbers.size(disk.text("SIZE"))
                .orElseThrow(() -> new CloudException(
                        ErrorCode.INTERNAL,
                        disk.has("SIZE")
                                ? "SIZE must be a positive integer value."
                                : "a disk without IMAGE or IMAGE_ID needs a SIZE."));
    }

    private char nextLetter(String prefix) {
        int used = disksByPrefix.merge(prefix, 1, Integer::sum);
        return (char) ('a' + Math.min(used, 26) - 1);
    }

    private static void applyBootOrder(Attributes template, List<Vector> disks) {
        String boot = template.vector("OS").map(os -> os.text("BOOT")).orElse("");
        int order = 0;
        for (String device : boot.split(",", -1)) {
            order++;
            Optional<Integer> number = device.strip().startsWith("disk")
                    ? Numbers.id(device.strip().substring(4))
                    : Optional.empty();
            if (number.isPresent() && number.get() < disks.size()) {
                disks.get(number.get()).with("ORDER", Integer.toString(order));
            }
        }
    }
}
