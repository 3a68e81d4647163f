package io.onemachine.devcloud.hypervisor;

/**
 * An address of a host's network card.
 *
 * @param network its network: the card's own or, for an alias, any
 * @param ip IPv4 address in dotted form, or IPv6 address
 */
public record HostAddress(HostNetwork network, String ip) {}
