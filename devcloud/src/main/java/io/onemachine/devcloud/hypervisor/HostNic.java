package io.onemachine.devcloud.hypervisor;

import java.util.List;

/**
 * A network card of a host, named {@code eth0}, {@code eth1} and so on in the order of {@link HostSpec#nics}.
 *
 * @param network its network
 * @param mac hardware address, {@code 02:00:c6:12:0a:03}
 * @param addresses its addresses: its own first, then those of its aliases
 */
public record HostNic(HostNetwork network, String mac, List<HostAddress> addresses) {

    public HostNic {
        addresses = List.copyOf(addresses);
    }

    /** Creates a card with one address. */
    public HostNic(HostNetwork network, String ip, String mac) {
        this(network, mac, List.of(new HostAddress(network, ip)));
    }
}
