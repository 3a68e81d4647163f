package io.onemachine.devcloud.allocation;

import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.Attributes.Vector;
import io.onemachine.devcloud.cloud.CloudException;
import io.onemachine.devcloud.cloud.ErrorCode;
import io.onemachine.devcloud.cloud.Ipv4Subnet;
import io.onemachine.devcloud.cloud.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Leases addresses for a machine's network cards. */
final class Nics {

    private final References references;
    private final int vmId;

    Nics(References references, int vmId) {
        this.references = references;
        this.vmId = vmId;
    }

    /** The cards in order, each with its lease. Addresses leased before one fails stay leased: the caller gives them back. */
    List<Vector> complete(Attributes template) {
        List<Vector> nics = new ArrayList<>();
        for (Vector given : template.vectors("NIC")) {
            nics.add(complete(given, nics.size()));
        }
        return nics;
    }

    private Vector complete(Vector given, int number) {
        Network network = references.network(given);
        long address = lease(given, network)
                .orElseThrow(() -> new CloudException(
                        ErrorCode.INTERNAL, "Cannot get IP/MAC lease from virtual network " + network.id() + "."));
        return given.copy()
                .with("AR_ID", "0")
                .with("BRIDGE", network.bridge())
                .with("BRIDGE_TYPE", "linux")
                .with("CLUSTER_ID", "0")
                .with("GATEWAY", Ipv4Subnet.format(network.subnet().gateway()))
                .with("IP", Ipv4Subnet.format(address))
                .with("MAC", Ipv4Subnet.mac(address))
                .with("NAME", given.has("NAME") ? given.text("NAME") : "NIC" + number)
                .with("NETWORK", network.name())
                .with("NETWORK_ID", Integer.toString(network.id()))
                .with("NIC_ID", Integer.toString(number))
                .with("SECURITY_GROUPS", "0")
                .with("TARGET", "one-" + vmId + "-" + number)
                .with("VN_MAD", "devcloud");
    }

    private OptionalLong lease(Vector given, Network network) {
        if (!given.has("IP")) {
            return network.lease(vmId);
        }
        try {
            return network.lease(vmId, Ipv4Subnet.address(given.text("IP")));
        } catch (IllegalArgumentException e) {
            return OptionalLong.empty();
        }
    }
}
