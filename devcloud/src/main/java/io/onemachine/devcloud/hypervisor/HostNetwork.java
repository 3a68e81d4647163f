package io.onemachine.devcloud.hypervisor;

/**
 * A virtual network hosts can be plugged into.
 *
 * @param id its number in the cloud, unique
 * @param bridge name of the bridge, at most 15 characters, unique on this computer
 * @param gateway the address of this computer on it, IPv4 in dotted form
 * @param prefixLength length of the network's prefix in bits, 8 to 30
 */
public record HostNetwork(int id, String bridge, String gateway, int prefixLength) {}
