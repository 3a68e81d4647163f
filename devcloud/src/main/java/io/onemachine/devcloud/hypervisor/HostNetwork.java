package io.onemachine.devcloud.hypervisor;

import java.util.List;

/**
 * A virtual network for hosts.
 *
 * @param id its id, unique in the cloud
 * @param bridge name of the bridge, at most 15 characters, unique on this computer
 * @param gateway the address of this computer on it, IPv4 in dotted form, or IPv6
 * @param prefixLength length of the network's prefix in bits: 8 to 30, or 64 with IPv6
 * @param otherGateways more addresses of this computer on it, of the same kind and prefix length
 */
public record HostNetwork(int id, String bridge, String gateway, int prefixLength, List<String> otherGateways) {

    public HostNetwork {
        otherGateways = List.copyOf(otherGateways);
    }

    /** Creates a network on which this computer has one address. */
    public HostNetwork(int id, String bridge, String gateway, int prefixLength) {
        this(id, bridge, gateway, prefixLength, List.of());
    }

    public boolean isIpv6() {
        return gateway.contains(":");
    }
}
