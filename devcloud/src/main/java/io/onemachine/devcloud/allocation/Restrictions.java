package io.onemachine.devcloud.allocation;

import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.CloudException;
import io.onemachine.devcloud.cloud.User;
import java.util.List;

/** The attributes that only administrators may set, as in a front end's default configuration. */
public final class Restrictions {

    private static final List<String> RESTRICTED = List.of(
            "CONTEXT/FILES",
            "NIC/MAC",
            "NIC/VLAN_ID",
            "NIC/BRIDGE",
            "NIC/FILTER",
            "NIC/FILTER_IP_SPOOFING",
            "NIC/FILTER_MAC_SPOOFING",
            "NIC/INBOUND_AVG_BW",
            "NIC/INBOUND_PEAK_BW",
            "NIC/INBOUND_PEAK_KB",
            "NIC/OUTBOUND_AVG_BW",
            "NIC/OUTBOUND_PEAK_BW",
            "NIC/OUTBOUND_PEAK_KB",
            "NIC/OPENNEBULA_MANAGED",
            "NIC/VCENTER_INSTANCE_ID",
            "NIC/VCENTER_NET_REF",
            "NIC/VCENTER_PORTGROUP_TYPE",
            "NIC/EXTERNAL",
            "NIC_ALIAS/MAC",
            "NIC_ALIAS/VLAN_ID",
            "NIC_ALIAS/BRIDGE",
            "NIC_ALIAS/INBOUND_AVG_BW",
            "NIC_ALIAS/INBOUND_PEAK_BW",
            "NIC_ALIAS/INBOUND_PEAK_KB",
            "NIC_ALIAS/OUTBOUND_AVG_BW",
            "NIC_ALIAS/OUTBOUND_PEAK_BW",
            "NIC_ALIAS/OUTBOUND_PEAK_KB",
            "NIC_ALIAS/OPENNEBULA_MANAGED",
            "NIC_ALIAS/VCENTER_INSTANCE_ID",
            "NIC_ALIAS/VCENTER_NET_REF",
            "NIC_ALIAS/VCENTER_PORTGROUP_TYPE",
            "NIC_DEFAULT/MAC",
            "NIC_DEFAULT/VLAN_ID",
            "NIC_DEFAULT/BRIDGE",
            "NIC_DEFAULT/FILTER",
            "NIC_DEFAULT/EXTERNAL",
            "DISK/TOTAL_BYTES_SEC",
            "DISK/TOTAL_BYTES_SEC_MAX_LENGTH",
            "DISK/TOTAL_BYTES_SEC_MAX",
            "DISK/READ_BYTES_SEC",
            "DISK/READ_BYTES_SEC_MAX_LENGTH",
            "DISK/READ_BYTES_SEC_MAX",
            "DISK/WRITE_BYTES_SEC",
            "DISK/WRITE_BYTES_SEC_MAX_LENGTH",
            "DISK/WRITE_BYTES_SEC_MAX",
            "DISK/TOTAL_IOPS_SEC",
            "DISK/TOTAL_IOPS_SEC_MAX_LENGTH",
            "DISK/TOTAL_IOPS_SEC_MAX",
            "DISK/READ_IOPS_SEC",
            "DISK/READ_IOPS_SEC_MAX_LENGTH",
            "DISK/READ_IOPS_SEC_MAX",
            "DISK/WRITE_IOPS_SEC",
            "DISK/WRITE_IOPS_SEC_MAX_LENGTH",
            "DISK/WRITE_IOPS_SEC_MAX",
            "DISK/SIZE_IOPS_SEC",
            "DISK/OPENNEBULA_MANAGED",
            "DISK/VCENTER_DS_REF",
            "DISK/VCENTER_INSTANCE_ID",
            "DISK/ORIGINAL_SIZE",
            "DISK/SIZE_PREV",
            "DEPLOY_ID",
            "CPU_COST",
            "MEMORY_COST",
            "DISK_COST",
            "PCI",
            "EMULATOR",
            "RAW",
            "USER_PRIORITY",
            "USER_INPUTS/CPU",
            "USER_INPUTS/MEMORY",
            "USER_INPUTS/VCPU",
            "VCENTER_VM_FOLDER",
            "VCENTER_ESX_HOST",
            "TOPOLOGY/PIN_POLICY",
            "TOPOLOGY/HUGEPAGE_SIZE");

    private Restrictions() {}

    /** Returns the attributes; those inside another one in the form {@code CONTEXT/FILES}. */
    public static List<String> names() {
        return RESTRICTED;
    }

    /**
     * Checks that a user may set the given attributes.
     *
     * @throws CloudException when the user may not
     */
    static void require(User user, Attributes given) {
        if (user.isAdmin()) {
            return;
        }
        for (String name : RESTRICTED) {
            if (isSet(given, name)) {
                throw CloudException.forUser(user, "VM Template includes a restricted attribute " + name + ".");
            }
        }
    }

    private static boolean isSet(Attributes given, String name) {
        int slash = name.indexOf('/');
        return slash < 0
                ? given.has(name)
                : given.vectors(name.substring(0, slash)).stream()
                        .anyMatch(vector -> vector.texts().containsKey(name.substring(slash + 1)));
    }
}
