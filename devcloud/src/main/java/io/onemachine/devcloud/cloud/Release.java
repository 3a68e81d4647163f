package io.onemachine.devcloud.cloud;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A release of OpenNebula that a cloud can answer as. What differs between releases is said here and nowhere else. */
public enum Release {
    V6_8("6.8", "6.8.3"),
    V7_4("7.4", "7.4.0");

    /** What a cloud answers as unless another one is chosen. */
    public static final Release USUAL = V7_4;

    /** Elements, by their paths in the documents, that came after 6.8. */
    private static final Set<String> AFTER_6_8 = Set.of(
            "DATASTORE/TEMPLATE/DS_LIVE_MIGRATE",
            "DATASTORE/TEMPLATE/DS_MIGRATE_SNAP",
            "DATASTORE/TEMPLATE/PERSISTENT_SNAPSHOTS",
            "GROUP/VLAN_RULES",
            "HOST_POOL/HOST/TEMPLATE/MEMORY_ENCRYPTION",
            "HOST_POOL/HOST/TEMPLATE/TOTALCPU",
            "HOST_POOL/HOST/TEMPLATE/TOTALMEMORY",
            "IMAGE/BACKUP_DISK_IDS",
            "IMAGE/MODTIME",
            "VM/HISTORY_RECORDS/HISTORY/ACTION_ID",
            "VM/HISTORY_RECORDS/HISTORY/PLAN_ID",
            "VM/TEMPLATE/DISK/PERSISTENT_SNAPSHOTS",
            "VM/TEMPLATE/SCHED_ACTION/WARNING",
            "VNET/AR_POOL/AR/NEXT_INDEX",
            "VNET/AR_POOL/AR/SHARED",
            "VNET/TEMPLATE_ID");

    private final String title;
    private final String version;

    Release(String title, String version) {
        this.title = title;
        this.version = version;
    }

    /** Returns the release of this title, {@code 7.4}, or version, {@code 7.4.0}. */
    public static Optional<Release> of(String titleOrVersion) {
        return Arrays.stream(values())
                .filter(release -> release.title.equals(titleOrVersion) || release.version.equals(titleOrVersion))
                .findFirst();
    }

    /** Returns all titles, for messages: {@code 6.8, 7.4}. */
    public static String titles() {
        return Arrays.stream(values()).map(Release::title).collect(Collectors.joining(", "));
    }

    /** As it is chosen: {@code 7.4}. */
    public String title() {
        return title;
    }

    /** As {@code one.system.version} says it: {@code 7.4.0}. */
    public String version() {
        return version;
    }

    /** Returns the paths of elements that this release does not write. */
    public Set<String> omitted() {
        return switch (this) {
            case V6_8 -> AFTER_6_8;
            case V7_4 -> Set.of();
        };
    }

    /** What every machine requires of a host besides its cluster. */
    public String requirementsOfAll() {
        return switch (this) {
            case V6_8 -> "!(PUBLIC_CLOUD = YES) & !(PIN_POLICY = PINNED)";
            case V7_4 -> "!(PIN_POLICY = PINNED)";
        };
    }

    /** What the context says of a network card besides what both releases say. */
    public List<String> moreAboutCards() {
        return switch (this) {
            case V6_8 -> List.of();
            case V7_4 -> List.of("ROUTES");
        };
    }

    /** What the scheduler says when no host meets what a machine requires. */
    public String noHostMeets(String requirements) {
        return switch (this) {
            case V6_8 -> "Cannot dispatch VM: No host meets capacity and SCHED_REQUIREMENTS: " + requirements;
            case V7_4 -> "Cannot dispatch VM: No host meets SCHED_REQUIREMENTS";
        };
    }

    /** What the scheduler says when there is no room on any host. */
    public String noRoom() {
        return switch (this) {
            case V6_8 -> "Cannot dispatch VM: No host with enough capacity to deploy the VM";
            case V7_4 -> "Cannot dispatch VM to any Host. Check VM log for detailed reasons.";
        };
    }

    /** What the scheduler says when no network is as a card requires it. */
    public String noNetworkMeets(int card, String requirements) {
        return switch (this) {
            case V6_8 -> "Cannot dispatch VM: No network meet leases and SCHED_NIC_REQUIREMENTS: " + requirements;
            case V7_4 -> "Cannot dispatch VM: No virtual network meets SCHED_NIC_REQUIREMENTS for NIC " + card;
        };
    }

    /** What the scheduler says when the machine's owner may use no network. */
    public String noNetworkAllowed(int card) {
        return switch (this) {
            case V6_8 -> "Cannot dispatch VM: User is not authorized to use any network";
            case V7_4 -> "Cannot dispatch VM: User is not authorized to use any virtual network for NIC " + card;
        };
    }

    /** What the scheduler says when the networks that would do have no address left. */
    public String noAddressLeft() {
        return switch (this) {
            case V6_8 -> "Cannot dispatch VM: No network with enough capacity for the VM";
            case V7_4 -> noRoom();
        };
    }
}
