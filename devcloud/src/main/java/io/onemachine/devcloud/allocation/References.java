package io.onemachine.devcloud.allocation;

import io.onemachine.devcloud.cloud.Attributes.Vector;
import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.CloudException;
import io.onemachine.devcloud.cloud.ErrorCode;
import io.onemachine.devcloud.cloud.Image;
import io.onemachine.devcloud.cloud.Network;
import io.onemachine.devcloud.cloud.User;
import java.util.Optional;

/** Finds what a DISK or a NIC speaks of: by number, or by name among the objects of an owner. */
final class References {

    private final Cloud cloud;
    private final User caller;

    References(Cloud cloud, User caller) {
        this.cloud = cloud;
        this.caller = caller;
    }

    /** Nothing for a volatile disk. */
    Optional<Image> image(Vector disk) {
        if (disk.has("IMAGE_ID")) {
            return Optional.of(imageById(disk.text("IMAGE_ID")));
        }
        if (!disk.has("IMAGE")) {
            return Optional.empty();
        }
        Optional<Integer> named = number(disk, "IMAGE_UID")
                .or(() -> cloud.userNamed(disk.text("IMAGE_UNAME")).map(User::id));
        boolean unknownOwner = disk.has("IMAGE_UNAME") && named.isEmpty();
        int owner = named.orElse(caller.id());
        return Optional.of(cloud.imageNamed(disk.text("IMAGE"), owner)
                .filter(image -> !unknownOwner)
                .orElseThrow(() -> new CloudException(
                        ErrorCode.INTERNAL,
                        "User " + owner + " does not own an image with name: " + disk.text("IMAGE")
                                + " . Set IMAGE_UNAME or IMAGE_UID of owner in DISK.")));
    }

    Network network(Vector nic) {
        if (nic.has("NETWORK_ID")) {
            return networkById(nic.text("NETWORK_ID"));
        }
        if (!nic.has("NETWORK")) {
            throw new CloudException(ErrorCode.INTERNAL, "NIC has neither NETWORK nor NETWORK_ID.");
        }
        int owner = number(nic, "NETWORK_UID").or(() -> networkOwner(nic)).orElse(caller.id());
        return cloud.networkNamed(nic.text("NETWORK"), owner)
                .orElseThrow(() -> new CloudException(
                        ErrorCode.INTERNAL,
                        "User " + owner + " does not own a network with name: " + nic.text("NETWORK")
                                + " . Set NETWORK_UNAME or NETWORK_UID of owner in NIC."));
    }

    private Optional<Integer> networkOwner(Vector nic) {
        if (!nic.has("NETWORK_UNAME")) {
            return Optional.empty();
        }
        return Optional.of(cloud.userNamed(nic.text("NETWORK_UNAME"))
                .orElseThrow(() -> new CloudException(ErrorCode.INTERNAL, "User set in NETWORK_UNAME does not exist"))
                .id());
    }

    private Image imageById(String id) {
        return Numbers.id(id)
                .flatMap(cloud::findImage)
                .orElseThrow(() -> new CloudException(ErrorCode.INTERNAL, "Image with ID: " + id + " does not exist"));
    }

    private Network networkById(String id) {
        return Numbers.id(id)
                .flatMap(cloud::findNetwork)
                .orElseThrow(() ->
                        new CloudException(ErrorCode.INTERNAL, "Virtual network with ID: " + id + " does not exist"));
    }

    private static Optional<Integer> number(Vector vector, String name) {
        return Numbers.id(vector.text(name));
    }
}
