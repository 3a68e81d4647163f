package io.onemachine.devcloud.hypervisor;

/**
 * A network card of a host, named {@code eth0}, {@code eth1} and so on in the order of {@link HostSpec#nics}.
 *
 * @param network the network it is plugged into
 * @param ip IPv4 address in dotted form
 * @param mac hardware address, {@code 02:00:c6:12:0a:03}
 */
public record HostNic(HostNetwork network, String ip, String mac) {}
