package io.onemachine.devcloud.allocation;

import io.onemachine.devcloud.cloud.Attributes.Vector;
import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.CloudException;
import io.onemachine.devcloud.cloud.ErrorCode;
import io.onemachine.devcloud.cloud.Image;
import io.onemachine.devcloud.cloud.Network;
import io.onemachine.devcloud.cloud.SecurityGroup;
import io.onemachine.devcloud.cloud.User;
import io.onemachine.devcloud.cloud.VmGroup;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds the objects that a DISK or a NIC names: by id, or by name among the objects of an owner. */
final class References {

    private final Cloud cloud;
    private final User caller;

    References(Cloud cloud, User caller) {
        this.cloud = cloud;
        this.caller = caller;
    }

    /** Returns a disk's image; empty for a volatile disk. */
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

    /** Returns the group that a VMGROUP names, with only the named role. */
    VmGroup vmGroup(Vector vector) {
        if (!vector.has("ROLE")) {
            throw new CloudException(ErrorCode.INTERNAL, "Missing role name in VM Group definition");
        }
        int owner = number(vector, "VMGROUP_UID").orElse(caller.id());
        VmGroup group = VmGroup.ALL.stream()
                .filter(candidate -> vector.has("VMGROUP_NAME")
                        ? candidate.name().equals(vector.text("VMGROUP_NAME")) && candidate.ownerId() == owner
                        : Integer.toString(candidate.id()).equals(vector.text("VMGROUP_ID")))
                .findFirst()
                .orElseThrow(() -> new CloudException(ErrorCode.INTERNAL, "Cannot find VM Group to associate the VM"));
        if (group.roles().stream().noneMatch(role -> role.name().equals(vector.text("ROLE")))) {
            throw new CloudException(ErrorCode.INTERNAL, "Role does not exist in VM Group");
        }
        return group;
    }

    /** Returns the ids of the security groups that a card names, besides its default one. */
    SortedSet<Integer> securityGroups(Vector nic) {
        SortedSet<Integer> groups = new TreeSet<>();
        groups.add(SecurityGroup.ALL.getFirst().id());
        for (String text : nic.text("SECURITY_GROUPS").split(",", -1)) {
            if (!text.isBlank()) {
                groups.add(SecurityGroup.ALL.stream()
                        .map(SecurityGroup::id)
                        .filter(id -> Integer.toString(id).equals(text.strip()))
                        .findFirst()
                        .orElseThrow(() -> new CloudException(
                                ErrorCode.INTERNAL, "Security group with ID: " + text.strip() + " does not exist")));
            }
        }
        return groups;
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
