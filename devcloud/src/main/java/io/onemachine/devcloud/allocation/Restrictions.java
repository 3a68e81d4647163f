package io.onemachine.devcloud.allocation;

import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.CloudException;
import io.onemachine.devcloud.cloud.User;
import java.util.List;

/** The attributes that only administrators may set, as a front end has them unless it is configured otherwise. */
final class Restrictions {

    private static final List<String> RESTRICTED = List.of(
            "CONTEXT/FILES",
            "NIC/MAC",
            "NIC/VLAN_ID",
            "NIC/BRIDGE",
            "NIC/FILTER",
            "NIC/INBOUND_AVG_BW",
            "NIC/INBOUND_PEAK_BW",
            "NIC/INBOUND_PEAK_KB",
            "NIC/OUTBOUND_AVG_BW",
            "NIC/OUTBOUND_PEAK_BW",
            "NIC/OUTBOUND_PEAK_KB",
            "NIC/OPENNEBULA_MANAGED",
            "NIC_DEFAULT/MAC",
            "NIC_DEFAULT/VLAN_ID",
            "NIC_DEFAULT/BRIDGE",
            "DISK/TOTAL_BYTES_SEC",
            "DISK/READ_BYTES_SEC",
            "DISK/WRITE_BYTES_SEC",
            "DISK/TOTAL_IOPS_SEC",
            "DISK/READ_IOPS_SEC",
            "DISK/WRITE_IOPS_SEC",
            "DISK/OPENNEBULA_MANAGED",
            "DISK/SIZE_PREV",
            "DISK/ORIGINAL_SIZE",
            "CPU_COST",
            "MEMORY_COST",
            "DISK_COST",
            "DEPLOY_ID",
            "PCI",
            "EMULATOR",
            "RAW",
            "RAW/DATA",
            "USER_PRIORITY");

    private Restrictions() {}

    /**
     * Checks that a user may set what is set.
     *
     * @throws CloudException when not
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
