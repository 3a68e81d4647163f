package io.onemachine.devcloud.cloud;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A release of OpenNebula that a cloud can imitate; the only place for differences between releases. */
public enum Release {
    V6_8("6.8", "6.8.3"),
    V7_4("7.4", "7.4.0");

    /** The release of a cloud for which none is chosen. */
    public static final Release DEFAULT = V7_4;

    /** Elements that are newer than 6.8, by their paths in the documents. */
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

    /** Returns the release with this title, {@code 7.4}, or version, {@code 7.4.0}. */
    public static Optional<Release> of(String titleOrVersion) {
        return Arrays.stream(values())
                .filter(release -> release.title.equals(titleOrVersion) || release.version.equals(titleOrVersion))
                .findFirst();
    }

    /** Returns all titles, for messages: {@code 6.8, 7.4}. */
    public static String titles() {
        return Arrays.stream(values()).map(Release::title).collect(Collectors.joining(", "));
    }

    /** Returns the name to choose it by: {@code 7.4}. */
    public String title() {
        return title;
    }

    /** Returns the version in {@code one.system.version}: {@code 7.4.0}. */
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

    /** Returns the requirement that every VM has besides its cluster. */
    public String commonRequirements() {
        return switch (this) {
            case V6_8 -> "!(PUBLIC_CLOUD = YES) & !(PIN_POLICY = PINNED)";
            case V7_4 -> "!(PIN_POLICY = PINNED)";
        };
    }

    /** Returns the context attributes of a network card that only this release has. */
    public List<String> additionalCardAttributes() {
        return switch (this) {
            case V6_8 -> List.of();
            case V7_4 -> List.of("ROUTES");
        };
    }

    /** Returns the answer to a change of a VM's disk or of its snapshot: the VM's id, or that of what was changed. */
    public int answerToDiskChange(int vmId, int changedId) {
        return switch (this) {
            case V6_8 -> changedId;
            case V7_4 -> vmId;
        };
    }

    /** Returns the scheduler's message when no host meets a VM's requirements. */
    public String noHostMeets(String requirements) {
        return switch (this) {
            case V6_8 -> "Cannot dispatch VM: No host meets capacity and SCHED_REQUIREMENTS: " + requirements;
            case V7_4 -> "Cannot dispatch VM: No host meets SCHED_REQUIREMENTS";
        };
    }

    /** Returns the scheduler's message when no host has room. */
    public String noRoom() {
        return switch (this) {
            case V6_8 -> "Cannot dispatch VM: No host with enough capacity to deploy the VM";
            case V7_4 -> "Cannot dispatch VM to any Host. Check VM log for detailed reasons.";
        };
    }

    /** Returns the scheduler's message when no network meets a card's requirements. */
    public String noNetworkMeets(int card, String requirements) {
        return switch (this) {
            case V6_8 -> "Cannot dispatch VM: No network meet leases and SCHED_NIC_REQUIREMENTS: " + requirements;
            case V7_4 -> "Cannot dispatch VM: No virtual network meets SCHED_NIC_REQUIREMENTS for NIC " + card;
        };
    }

    /** Returns the scheduler's message when the VM's owner may use no network. */
    public String noNetworkAllowed(int card) {
        return switch (this) {
            case V6_8 -> "Cannot dispatch VM: User is not authorized to use any network";
            case V7_4 -> "Cannot dispatch VM: User is not authorized to use any virtual network for NIC " + card;
        };
    }

    /** Returns the scheduler's message when the suitable networks have no free address. */
    public String noAddressLeft() {
        return switch (this) {
            case V6_8 -> "Cannot dispatch VM: No network with enough capacity for the VM";
            case V7_4 -> noRoom();
        };
    }
}
